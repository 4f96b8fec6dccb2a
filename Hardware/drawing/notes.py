"""What a wiring picture says besides the wires: of the board, of the parts' legs."""

import symbols
from svg import INK, LINE, PALE
from table import ohms


class BoardNotes:
    def __init__(self, page, table, board):
        self.page = page
        self.table = table
        self.board = board
        self.is_known = bool(board["chip"])

    def draw(self, is_page):
        page = self.page
        top = 126
        page.text(132, top, "This board" if self.is_known else "Your board", 4.4, bold=True)
        if self.is_known:
            y = page.paragraph(
                132,
                top + 6.4,
                ["Hold it like this: the header on the right;", "pin 1 is at the top, in the inner row."],
                3,
            )
            for index, outline in enumerate(self.board["outlines"]):
                self.outline(outline, 134 + index * 37, y - 1)
            y += 52
            page.text(132, y, "chip of the header", 3, fill=PALE)
            page.text(132, y + 5, self.board["chip"], 3.1, mono=True)
        else:
            y = page.paragraph(
                132,
                top + 6.4,
                [
                    "Its manual says which pin is which line of",
                    "which chip. Write the pin's number into the",
                    "names at the header, then check:",
                ],
                3,
            )
            for words in ("gpiodetect", "gpioinfo"):
                page.text(136, y + 1, words, 3.1, mono=True)
                y += 4.6
            y = page.paragraph(
                132,
                y + 2.6,
                [
                    "Chip and lines go into config.toml: board,",
                    "button.line, leds.lines, buzzer.line.",
                    "The picture is for lines of 3.3 V; lines of",
                    "1.8 V cannot light an LED without help.",
                ],
                3,
            )
            y += 0.6
        self.config_lines(y + 11)
        if is_page:
            self.legs(227)

    def config_lines(self, y):
        page = self.page
        gpio = self.table.wire("probe", "data").gpio
        if self.is_known:
            page.text(132, y, "/boot/firmware/config.txt", 3, fill=PALE)
            page.text(132, y + 5, f"dtoverlay=w1-gpio,gpiopin={gpio}", 3.1, mono=True)
        else:
            page.text(132, y, "1-Wire bus: Hardware/overlays/", 3, fill=PALE)
            page.text(132, y + 5, "w1-gpio-generic.dts", 3.1, mono=True)
        page.text(132, y + 11.4, "then, after a restart", 3, fill=PALE)
        page.text(132, y + 16.4, "packcoach doctor", 3.1, mono=True)

    def legs(self, top):
        page, electrics = self.page, self.table.electrics
        page.line(14, top + 6, 196, top + 6, stroke=LINE, width=0.3)
        page.text(14, top + 13, "Legs, flat side to you", 3.4, bold=True)
        for x, name, legs in ((24, "BC337", "CBE"), (44, "2N3904", "EBC")):
            symbols.small_transistor(page, x, top + 29, legs)
            page.text(x, top + 43, name, 3, anchor="middle")
        page.paragraph(
            64,
            top + 13,
            [
                "LED: + is the long leg; the short one, at the flat of its rim, goes to ground.",
                "Diode: only a magnetic buzzer needs it (it has a coil); it does no harm to a piezo buzzer.",
                f"{ohms(electrics['base-pulldown'])}: keeps the buzzer silent until the service has its line.",
                "Probe cables: most are red, yellow, black, some are not; believe the maker's sheet.",
                "A dot is a joint. Wires that cross without one do not touch.",
                "Ground (GND) is one and the same on all its pins: any other GND pin will do as well.",
                f"No line gives more than {electrics['pin-limit-ma']} mA: {self.table.given():.0f} mA in all, LEDs and buzzer on.",
            ],
            3,
            4.7,
        )
        page.text(14, 288, "Hardware/pins.toml is the source; Hardware/draw draws this page.", 2.6, fill=PALE)
        page.text(196, 288, "No medical device. Mains and water stay apart.", 2.6, anchor="end", fill=PALE)

    def outline(self, kind, x, y):
        """The board from above, half its size."""
        page = self.page
        width, height = (15, 32.5) if kind == "zero" else (28, 42.5)
        page.rect(x, y, width, height, r=1.6, fill="#dbe7dd", stroke=INK, stroke_width=0.4)
        strip = 25.5
        page.rect(x + width - 3.3, y + 3.3, 2.6, strip, r=0.3, fill="#30363d")
        page.circle(x + width - 2.65, y + 4.1, 0.75, fill="#ffd84d")
        page.line(x + width - 5.2, y + 4.1, x + width - 3.9, y + 4.1, width=0.35)
        page.text(x + width - 5.6, y + 5, "pin 1", 2.6, anchor="end")
        ports = {
            "pi-5": [("Ethernet", 1, 8), ("USB", 10, 7.4), ("USB", 18.8, 7.4)],
            "pi-3": [("Ethernet", 1, 8), ("USB", 10, 7.4), ("USB", 18.8, 7.4)],
            "pi-4": [("USB", 1, 7.4), ("USB", 9.8, 7.4), ("Ethernet", 18.6, 8)],
            "zero": [],
        }[kind]
        for words, dx, port in ports:
            page.rect(x + dx, y + height - 7.6, port, 8.6, r=0.4, fill="#c7ccd3", stroke=INK, stroke_width=0.35)
            page.text(x + dx + port / 2, y + height - 2.8, words, 1.7, anchor="middle")
        # The power plug on the left edge; on a Zero it is the lowest of its three.
        power = y + 26.5 if kind == "zero" else y + 8
        page.rect(x - 1, power, 3, 4.4, r=0.5, fill="#c7ccd3", stroke=INK, stroke_width=0.35)
        page.text(x + 2.8, power + 3, "power", 2)
        if kind == "zero":
            page.text(x + width / 2 - 1.4, y + height + 3.6, "Zero 2 W", 2.6, anchor="middle", fill=PALE)
        elif self.board["outlines"] != [kind]:
            page.text(x + width / 2, y + height + 4, "Pi 3", 2.6, anchor="middle", fill=PALE)
