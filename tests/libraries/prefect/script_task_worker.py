from prefect import task
from prefect.task_worker import serve


@task
def mail(to: str) -> None:
    print(to)


if __name__ == "__main__":
    mail.delay("you@example.org")
    serve(mail)
