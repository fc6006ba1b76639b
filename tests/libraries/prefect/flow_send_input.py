from uuid import UUID
from prefect import flow
from prefect.input import RunInput, receive_input, send_input


class Answer(RunInput):
    text: str


@flow
def ask(run: UUID) -> str:
    send_input("question", run)
    Answer(text="a").send_to(run)
    return Answer.receive().next().text


@flow
async def ask_async(run: UUID) -> str:
    await send_input("question", run)
    return (await Answer.receive().next()).text
