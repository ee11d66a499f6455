"""Turn the YAML facts of school Party-building brands into a showcase site."""
