"""How is each environment started, driven and stopped?"""
