"""The table of pins, read, and what follows from it."""

import tomllib


class Wire:
    def __init__(self, header, part, at, gpio=None, pin=None, ma=None):
        self.part = part
        self.at = at
        self.gpio = gpio
        self.pin = pin if gpio is None else header.index(f"GPIO {gpio}") + 1
        self.ma = ma
        self.function = header[self.pin - 1]

    @property
    def id(self):
        return f"wire-{self.part}-{self.at}".replace(" ", "-").replace(".", "")


class Table:
    def __init__(self, path):
        with open(path, "rb") as file:
            values = tomllib.load(file)
        self.header = values["header"]
        self.wires = [Wire(self.header, **wire) for wire in values["wires"]]
        self.parts = values["parts"]
        self.electrics = values["electrics"]
        self.boards = values["boards"]

    def wire(self, part, at):
        return next(wire for wire in self.wires if (wire.part, wire.at) == (part, at))

    def led_lines(self):
        return [wire.gpio for wire in self.wires if wire.part.startswith("led-")]

    def milliamperes(self, kind):
        """What a line gives or takes at the most."""
        e = self.electrics
        return (
            1000
            * {
                "led": (e["supply"] - e["led-forward"]) / e["led-resistor"],
                "buzzer": (e["supply"] - e["base-emitter"]) / e["base-resistor"],
                "probe": e["supply"] / e["probe-pullup"],
                "button": e["supply"] / e["chip-pullup"],
            }[kind]
        )

    def given(self):
        """What all lines give together, all LEDs and the buzzer on."""
        return sum(self.milliamperes(wire.ma) for wire in self.wires if wire.ma in ("led", "buzzer"))

    def switched(self):
        """What the transistor carries for sure."""
        e = self.electrics
        base = self.milliamperes("buzzer") - 1000 * e["base-emitter"] / e["base-pulldown"]
        return base * e["transistor-gain"]


def ohms(value):
    return f"{value / 1000:g} kΩ" if value >= 1000 else f"{value:g} Ω"
