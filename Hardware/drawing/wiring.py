"""The wiring picture of a board: its header, and every part on its wires."""

import symbols
from notes import BoardNotes
from svg import BLUE, GREEN, INK, ORANGE, PALE, PAPER, PURPLE, RED, TEAL, WASH, Page
from table import ohms

WIDTH, HEIGHT = 210, 297
TOP, PITCH = 49, 9
LEFT, RIGHT = 101.5, 108.5  # the two columns of pins
LED_COLOUR = "#a05a00"


class WiringPicture:
    def __init__(self, table, board, is_page=True):
        """A page to print, or only what is wired, for a page of somebody else's."""
        self.table = table
        self.board = board
        self.is_known = bool(board["chip"])
        self.used = {wire.pin for wire in table.wires}
        self.is_page = is_page
        top, bottom = (0, HEIGHT) if is_page else (33, 229)
        self.page = Page(
            WIDTH,
            bottom - top,
            f"packcoach on {self.name}: wiring",
            "Button, slide switch, temperature probe, four LEDs and buzzer on their pins; the same as a table stands in "
            "Hardware/wiring.md.",
            top,
        )

    @property
    def name(self):
        return self.board["name"]

    def draw(self):
        if self.is_page:
            self.heading()
        self.probe()
        self.button_and_switch()
        self.leds()
        self.buzzer()
        self.header()
        BoardNotes(self.page, self.table, self.board).draw(is_page=self.is_page)
        return self.page.done()

    # Places

    def pin(self, number):
        return (LEFT if number % 2 else RIGHT, TOP + (number - 1) // 2 * PITCH)

    def start(self, part, at):
        return self.pin(self.table.wire(part, at).pin)

    def wire(self, part, at, colour, *route, dashed=False):
        """From the pin through these points."""
        wire = self.table.wire(part, at)
        with self.page.group(id=wire.id, data_pin=str(wire.pin)):
            self.page.wire([self.pin(wire.pin), *route], colour, dashed)

    # Parts

    def heading(self):
        page = self.page
        page.heading(21, f"wiring, {self.name}")
        page.text(
            14,
            28.4,
            "Pull the plug first. Follow the names and the pin numbers; colours and line styles are only a help.",
            3.5,
        )

    def probe(self):
        page, electrics = self.page, self.table.electrics
        (_, supply), (_, data), (_, ground) = (self.start("probe", at) for at in ("3.3 V", "data", "ground"))
        edge = 55
        self.wire("probe", "3.3 V", RED, (edge, supply))
        self.wire("probe", "data", BLUE, (edge, data))
        self.wire("probe", "ground", INK, (edge, ground))
        page.line(70, supply, 70, data, width=0.6)
        page.dot(70, supply, RED)
        page.dot(70, data, BLUE)
        symbols.resistor(page, 70, (supply + data) / 2, ohms(electrics["probe-pullup"]), upright=True, name="pull-up")
        # Two cables from one strip of three terminals.
        for y, dashed in ((supply + 7, False), (data + 3, True)):
            page.path(
                f"M40 {y} C46 {y} 46 {(supply + ground) / 2} 51.5 {(supply + ground) / 2}",
                stroke="#3a4048",
                stroke_width=2.6,
                stroke_dasharray="3 1.6" if dashed else None,
            )
            symbols.probe(page, 14, y, dashed=dashed)
        page.rect(50, supply - 5, 7, ground - supply + 10, r=1.2, fill=WASH, stroke=INK, stroke_width=0.5)
        for y, words, colour in ((supply, "red", RED), (data, "yellow", BLUE), (ground, "black", INK)):
            page.circle(53.5, y, 1.7, fill=PAPER, stroke=colour, stroke_width=0.8)
            page.text(58.6, y - 1.4, words, 2.7, fill=PALE)
        page.text(14, supply - 4.6, "DS18B20 probe", 4, bold=True)
        page.text(14, supply + 0.4, "between pack and cloth", 3)
        page.text(14, data + 9.8, "a second one, optional:", 3)
        page.text(14, data + 13.8, "between cloth and skin", 3)

    def button_and_switch(self):
        page = self.page
        (_, signal), (_, ground) = self.start("button", "one side"), self.start("button", "other side")
        _, mode = self.start("mode-switch", "middle")
        rail, button, slide = 17, 115, 134
        self.wire("button", "one side", GREEN, (71, signal), (71, button), (47, button))
        self.wire(
            "mode-switch",
            "middle",
            PURPLE,
            (77, mode),
            (77, slide + 12),
            (38, slide + 12),
            (38, slide + 7),
            dashed=True,
        )
        self.wire("mode-switch", "ice side", INK, (31, ground), (31, slide + 7), dashed=True)
        self.wire("button", "other side", INK, (rail, ground), (rail, button), (29, button))
        page.dot(31, ground, INK)
        symbols.button(page, 38, button)
        symbols.slide_switch(page, 38, slide)
        page.text(50, button - 4.2, "button", 4, bold=True)
        page.text(51, slide - 2.6, "slide switch", 3.6, bold=True)
        page.text(51, slide + 1.6, "optional,", 2.8)
        page.text(51, slide + 5.4, "[mode-switch]", 2.8)
        page.text(29.6, slide + 10.6, "ice", 2.8, anchor="end")
        page.text(46.6, slide + 10.6, "heat", 2.8)

    def leds(self):
        page, electrics = self.page, self.table.electrics
        _, ground = self.start("leds", "short legs")
        rail = 20
        _, first = self.start("led-1", "long leg")
        self.wire("leds", "short legs", INK, (rail, ground), (rail, first))
        for index in range(1, 5):
            _, y = self.start(f"led-{index}", "long leg")
            self.wire(f"led-{index}", "long leg", LED_COLOUR, (38, y))
            page.line(34.5, y, rail, y, width=0.9)
            page.dot(rail, y, INK)
            symbols.resistor(page, 66, y, ohms(electrics["led-resistor"]))
            symbols.led(page, 38, y)
            page.text(45, y - 1.5, f"LED {index}", 3.4, bold=True)
            page.text(43.2, y + 4, "+", 3.4, anchor="middle", bold=True)
            page.text(32.6, y + 4, "−", 3.4, anchor="middle", bold=True)
        page.text(rail + 3, ground - 1.8, "all short legs", 2.8, fill=PALE)
        page.text(rail + 3, ground + 4.2, "LED 1 stays lit the longest", 2.8, fill=PALE)

    def buzzer(self):
        page, electrics = self.page, self.table.electrics
        (_, supply), (_, base), (_, ground) = (self.start("buzzer", at) for at in ("5 V", "base", "emitter"))
        rail, collector, low = 178, 174, ground + 14
        self.wire("buzzer", "5 V", ORANGE, (rail, supply), (rail, supply + 8))
        self.wire("buzzer", "base", TEAL, (166, base))
        self.wire("buzzer", "emitter", INK, (139, ground), (139, low), (collector, low), (collector, base + 6))
        page.wire(
            [(rail, supply + 18), (rail, base - 11), (collector, base - 11), (collector, base - 6)], INK, width=0.6
        )
        page.line(160, base, 160, low, width=0.6)
        page.dot(160, base, TEAL)
        page.dot(160, low, INK)
        page.line(158, supply, 158, base - 11, width=0.6)
        page.line(158, base - 11, collector, base - 11, width=0.6)
        page.dot(158, supply, ORANGE)
        page.dot(collector, base - 11, INK)
        symbols.diode(page, 158, (supply + base - 11) / 2)
        page.text(154.4, (supply + base - 11) / 2 - 0.4, "1N4148", 3, anchor="end", bold=True)
        page.text(154.4, (supply + base - 11) / 2 + 3.2, "stripe to 5 V", 2.6, anchor="end", fill=PALE)
        symbols.resistor(page, 149, base, ohms(electrics["base-resistor"]))
        symbols.resistor(page, 160, (base + low) / 2, ohms(electrics["base-pulldown"]), upright=True)
        symbols.transistor(page, 171, base)
        symbols.buzzer(page, rail, supply + 14)
        page.text(194, supply - 2.2, "buzzer", 4, bold=True, anchor="end")
        page.text(194, supply + 1.8, "active, 5 V", 2.8, anchor="end")
        page.text(182, base + 1, "NPN", 3.4, bold=True)
        page.text(182, base + 4.8, "BC337", 2.8)

    # The header

    def header(self):
        page = self.page
        strip = (LEFT - 4.4, TOP - 6.4, RIGHT - LEFT + 8.8, 19 * PITCH + 12.8)
        if self.is_known:
            page.rect(*strip, r=2, fill="#30363d")
        else:
            page.rect(*strip, r=2, fill=WASH, stroke=PALE, stroke_width=0.5, stroke_dasharray="2 1.4")
        for number, function in enumerate(self.table.header, 1):
            is_used = number in self.used
            if self.is_known or is_used:
                with page.group(id=f"pin-{number}"):
                    self.contact(number, is_used)
                    self.label(number, function, is_used, *self.pin(number))

    def contact(self, number, is_used):
        page = self.page
        x, y = self.pin(number)
        if not self.is_known:
            page.circle(x, y, 2.1, fill=INK)
            return
        if number == 1:
            page.rect(x - 2.9, y - 2.9, 5.8, 5.8, r=0.6, fill=PAPER)
        else:
            page.circle(x, y, 2.9, fill=PAPER if is_used else "#6b737d")
        page.text(x, y + 1.15, str(number), 3.2, anchor="middle", bold=is_used, fill=INK if is_used else "#d8dce1")

    def label(self, number, function, is_used, x, y):
        page = self.page
        sign = -1 if number % 2 else 1
        if not is_used:
            if self.is_known:
                page.text(x + sign * 6.4, y + 1, function, 2.8, anchor="end" if sign < 0 else "start", fill=PALE)
            return
        width = 16
        if not self.is_known:
            function, width = function.replace("GPIO", "line"), 20
        left = x + (5.6 if sign > 0 else -5.6 - width)
        page.rect(left, y - 2.7, width, 5.4, r=1.6, fill=PAPER, stroke=INK, stroke_width=0.45)
        if self.is_known:
            page.text(left + width / 2, y + 1.15, function, 3.3, anchor="middle", bold=True)
        else:
            page.text(left + 1.2, y + 1.1, function, 2.9, bold=True)
            page.line(left + 11.6, y + 1.4, left + width - 1.4, y + 1.4, stroke=PALE, width=0.3)
