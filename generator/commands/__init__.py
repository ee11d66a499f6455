"""The commands that stand in files of their own: each reads its options, calls one package, shows what came back."""
