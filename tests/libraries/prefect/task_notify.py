from prefect import task
from prefect.blocks.notifications import SlackWebhook


@task
def notify(text: str) -> None:
    SlackWebhook.load("alerts").notify(text)


@task
async def notify_async(text: str) -> None:
    webhook = await SlackWebhook.load("alerts")
    await webhook.notify(text)
