"""x"""


class Originals: ...


def put_in_place(): ...
