from prefect import flow


@flow
def count() -> int:
    return 3


def test_count() -> None:
    assert count(return_state=True).result() == 3  # E: dual-ambiguous
