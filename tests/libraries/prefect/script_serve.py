from prefect import flow, serve


@flow
def hourly() -> None: ...


if __name__ == "__main__":
    serve(hourly.to_deployment("hourly", cron="0 * * * *"))
