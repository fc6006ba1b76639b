from prefect.automations import Automation

automation = Automation.read(name="restart")
automation.disable()
enabled: bool = automation.enable()
automation.update()
deleted: bool = automation.delete()
