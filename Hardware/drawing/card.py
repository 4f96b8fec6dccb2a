"""The card to print: what lights and beeps mean."""

import tomllib

from svg import AMBER, INK, LINE, PALE, PAPER, RED, WASH, Page

WIDTH, HEIGHT = 210, 297
TOP, STEP = 40, 19.2
SECONDS, LONG = 3, 33  # of a time line, and how many millimetres they take


class Card:
    def __init__(self, path):
        with open(path, "rb") as file:
            self.rows = tomllib.load(file)["rows"]
        self.page = Page(
            WIDTH,
            HEIGHT,
            "packcoach: what lights and beeps mean",
            "A card to print: " + "; ".join(row["head"] for row in self.rows) + ".",
        )

    def draw(self):
        page = self.page
        page.heading(21, "what lights and beeps mean")
        for x, words in ((14, "lights"), (60, "buzzer"), (104, "it says")):
            page.text(x, TOP - 9.6, words, 3.2, fill=PALE)
        for x in (14, 60):
            self.scale(x, TOP - 4.6)
        for index, row in enumerate(self.rows):
            self.row(row, TOP + index * STEP)
        self.foot(TOP + len(self.rows) * STEP + 1)
        return page.done()

    def scale(self, x, y):
        """The first three seconds."""
        page = self.page
        page.line(x, y, x + LONG, y, stroke=PALE, width=0.25)
        for second in range(SECONDS + 1):
            at = x + second * LONG / SECONDS
            page.line(at, y - 0.8, at, y + 0.8, stroke=PALE, width=0.25)
            page.text(
                at, y - 1.6, f"{second} s" if second == SECONDS else str(second), 2.2, anchor="middle", fill=PALE
            )

    def row(self, row, y):
        page = self.page
        with page.group(id=f"row-{row['id']}"):
            if row["id"].startswith("remove"):
                page.rect(11, y - 1, 188, STEP - 1.2, r=1.6, fill="#fdecea")
            page.line(14, y - 1.6, 196, y - 1.6, stroke=LINE, width=0.25)
            if "lights" in row:
                self.lights(row, y)
            else:
                page.text(14, y + 8.6, "as they were", 3, fill=PALE)
            if "beep" in row:
                self.strip(60, y + 5, row["beep"], row.get("again", False))
                if row.get("again", False):
                    cycle = sum(row["beep"]) // 1000
                    page.text(
                        60, y + 14.2, f"and again every {cycle} s" if cycle > SECONDS else "without a pause", 2.8
                    )
            else:
                page.text(60, y + 8.6, "silent", 3, fill=PALE)
            page.text(104, y + 5, row["head"], 3.9, bold=True)
            page.paragraph(104, y + 10, row["lines"], 3.4, 4.6)

    def lights(self, row, y):
        blink = row.get("blink")
        for index, light in enumerate(row["lights"]):
            self.light(light, 18.5 + index * 8.2, y + 5.4)
        if not blink:
            return
        if "/" in row["lights"]:
            self.strip(14, y + 10.6, blink, True, 2)
            self.strip(14, y + 13.2, blink, True, 2, starts_on=False)
        else:
            self.strip(14, y + 11.4, blink, True, 3)

    def light(self, light, x, y):
        page = self.page
        outline = dict(stroke=INK, stroke_width=0.5)
        page.circle(x, y, 3, fill=AMBER if light in "#*" else PAPER, **outline)
        if light in "/\\":
            # The left half of them and the right half, in turn.
            d = f"M{x} {y - 3} A3 3 0 0 {0 if light == '/' else 1} {x} {y + 3} Z"
            page.path(d, fill=AMBER, **outline)
        if light == "*":
            for dx, dy in (
                (0, -1),
                (0.707, -0.707),
                (1, 0),
                (0.707, 0.707),
                (0, 1),
                (-0.707, 0.707),
                (-1, 0),
                (-0.707, -0.707),
            ):
                page.line(x + dx * 3.5, y + dy * 3.5, x + dx * 4.3, y + dy * 4.3, width=0.35)

    def strip(self, x, y, lengths, again, height=4.6, starts_on=True):
        """On and off in turn over the first three seconds; on is dark."""
        page = self.page
        page.rect(x, y, LONG, height, fill=PAPER, stroke=LINE, stroke_width=0.3)
        at, index, end = 0, 0, SECONDS * 1000
        while at < end and (again or index < len(lengths)):
            length = min(lengths[index % len(lengths)], end - at)
            if (index % 2 == 0) == starts_on:
                page.rect(x + at / end * LONG, y, length / end * LONG, height, fill=INK)
            at += length
            index += 1

    def foot(self, y):
        page = self.page
        page.rect(14, y, 182, 13, r=1.6, fill=WASH, stroke=RED, stroke_width=0.6)
        page.text(18, y + 5.4, "Take it off at once, whatever the lights say:", 3.6, bold=True)
        page.text(
            18,
            y + 10.2,
            "numb, burning, more pain, white, blotchy or hard skin, blisters. Dry cloth below, pack on top, never asleep.",
            3.1,
        )
        page.text(
            14,
            290,
            'Silent at night (chirps = "none"): chirps and the buzz of a refusal. Warnings and alarms always sound.',
            2.6,
            fill=PALE,
        )
        page.text(196, 290, "Hardware/card.toml", 2.6, anchor="end", fill=PALE)
