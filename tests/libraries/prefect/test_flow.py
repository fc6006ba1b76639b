from prefect import flow


@flow
def count() -> int:
    return 3


def test_count() -> None:
    assert count() == 3
    assert count(return_state=True).result(_sync=True) == 3
