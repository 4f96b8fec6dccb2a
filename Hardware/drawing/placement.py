"""Where the probes go: pack, cloth and skin cut through, the cables, and how to lie."""

from svg import INK, LINE, PAPER, RED, WASH, Page, number, points

WIDTH, HEIGHT = 297, 210
MIDDLE, REACH = 104, 90  # of the hip's curve
STEEL = dict(fill="#dfe4ea", stroke=INK, stroke_width=0.5)
CABLE = "#3a4048"


def body(x):
    """The skin's surface."""
    return 145 - 30 * (1 - ((x - MIDDLE) / REACH) ** 2)


def bump(x):
    """What a probe lifts."""
    d = abs(x - MIDDLE) / 21
    return 5.4 * max(0, 1 - max(0, d - 0.62) ** 2 * 9) if d < 1 else 0


def cloth_low(x):
    return body(x) - 0.7 - bump(x)


def cloth_high(x):
    return cloth_low(x) - 6


def pack_low(x):
    return cloth_high(x) - 0.7 - bump(x)


def way(function, left, right, step=1.5):
    count = round((right - left) / step)
    return [(left + (right - left) * i / count, function(left + (right - left) * i / count)) for i in range(count + 1)]


def band(low, high, left, right):
    return points(way(low, left, right) + way(high, left, right)[::-1]) + " Z"


class PlacementPicture:
    def __init__(self):
        self.page = Page(
            WIDTH,
            HEIGHT,
            "packcoach: where the probes go",
            "Skin, cloth and pack cut through, from below: one probe between cloth and skin, one between pack and cloth. "
            "The board stands dry and a metre away.",
        )

    def draw(self):
        page = self.page
        page.heading(20, "where the probes go")
        self.layers()
        self.cables()
        self.board()
        self.names()
        self.how_to_lie()
        self.which_packs()
        return page.done()

    def layers(self):
        page = self.page
        left, right = MIDDLE - REACH, MIDDLE + REACH
        page.path(band(lambda _: 152, body, left, right), fill="#b5524a")
        page.path(band(lambda x: min(152, body(x) + 13), body, left, right), fill="#f4d58a")
        page.path(band(lambda x: min(152, body(x) + 4), body, left, right), fill="#eab79a")
        page.path(points(way(body, left, right)), stroke=INK, stroke_width=0.6)
        for words, dy, x in (("skin", 3.1, MIDDLE - 24), ("fat", 9.6, MIDDLE - 24)):
            page.text(x, body(x) + dy, words, 3, anchor="middle")
        page.text(MIDDLE - 22, body(MIDDLE) + 26, "hip, thigh", 3.6, anchor="middle", fill=PAPER)
        # The cloth, woven; it is wider than the pack.
        page.path(band(cloth_low, cloth_high, MIDDLE - 78, MIDDLE + 78), fill="#fffdf5", stroke=INK, stroke_width=0.5)
        for share in (0.3, 0.7):
            page.path(
                points(way(lambda x: cloth_low(x) - 6 * share, MIDDLE - 77, MIDDLE + 77)),
                stroke="#b9ad8c",
                stroke_width=0.5,
                stroke_dasharray="1.6 1.1",
            )
        self.pack()
        self.probe(MIDDLE, body(MIDDLE) - 3.3)
        self.probe(MIDDLE, cloth_high(MIDDLE) - 3.3)

    def pack(self):
        page = self.page
        left, right, top = MIDDLE - 54, MIDDLE + 54, 26
        low, high = way(pack_low, left, right), way(lambda x: body(x) - 16 - top, left + 15, right - 15)
        (x1, y1), (x2, y2) = low[0], low[-1]
        (_, y3), (x4, y4) = high[0], high[-1]
        d = points(low)
        d += f" C{number(x2 + 3)} {number(y2 - 9)} {number(x2 + 1)} {number(y4 + 4)} {number(x4)} {number(y4)}"
        d += points(high[::-1]).replace("M", " L", 1)
        d += f" C{number(x1 - 1)} {number(y3 + 4)} {number(x1 - 3)} {number(y1 - 9)} {number(x1)} {number(y1)} Z"
        page.path(d, fill="#cfe3f7", stroke=INK, stroke_width=0.6)
        for row, (dy, r, count) in enumerate(((7, 2.4, 8), (16, 1.9, 7), (24, 1.4, 6))):
            for i in range(count):
                x = MIDDLE + (i - (count - 1) / 2) * 12
                if row or abs(x - MIDDLE) > 22:
                    page.circle(x, body(x) - 14 - dy, r, stroke="#8db7df", stroke_width=0.4, fill="none")

    def probe(self, x, y):
        page = self.page
        page.rect(x - 13, y - 2.5, 20, 5, r=2.5, **STEEL)
        page.rect(x + 5.4, y - 2.7, 7.6, 5.4, r=0.8, fill=CABLE)
        page.line(x - 10, y - 1.1, x + 3, y - 1.1, stroke=PAPER, width=0.6)

    def cables(self):
        page = self.page
        ways = {
            "skin": way(lambda x: body(x) - 0.4 - bump(x) * 0.5, MIDDLE + 13, MIDDLE + 84),
            "pack": way(lambda x: cloth_high(x) - 0.4 - bump(x) * 0.5, MIDDLE + 13, MIDDLE + 78),
        }
        for name, (dx, dip) in (("skin", (7, 179)), ("pack", (0, 170))):
            route = ways[name]
            x, y = route[-1]
            end = 246 + dx
            d = points(route)
            d += f" C{number(x + 18 - dx)} {number(y + 8)} {number(x + 22 - dx)} {dip} {number(x + 36)} {dip}"
            d += f" S{number(end)} {dip - 8} {number(end)} 118"
            page.path(d, stroke=PAPER, stroke_width=2.8)
            page.path(d, stroke=CABLE, stroke_width=1.7, stroke_dasharray=None if name == "pack" else "4 0.7")
        page.paragraph(
            214,
            188,
            ["Let the cables hang in a loop: water drips off", "there and does not run along them to the board."],
            3,
        )

    def board(self):
        page = self.page
        left, top, width, height = 226, 78, 56, 34
        page.path(
            f"M{left - 6} {top + height + 1.4} H{left + width + 6}",
            stroke="#8a6d4a",
            stroke_width=2.8,
            stroke_linecap="round",
        )
        for dx in (0, 7):
            page.line(246 + dx, top + height, 246 + dx, 118, stroke=CABLE, width=1.7)
        page.rect(left, top, width, height, r=3, fill=WASH, stroke=INK, stroke_width=0.6)
        for i in range(4):
            page.circle(
                left + 10 + i * 7, top + 11, 2.3, fill="#f5b301" if i < 3 else PAPER, stroke=INK, stroke_width=0.5
            )
        page.circle(left + 46, top + 11, 4.2, fill=INK)
        page.text(left + 5, top + 25, "board", 3.4, bold=True)
        page.text(left + 5, top + 29.6, "button, LEDs, buzzer", 3)
        page.text(left + width / 2, top - 17, "dry, and 1 m or more away", 4, bold=True, anchor="middle")
        page.paragraph(
            left + width / 2,
            top - 11.6,
            ["board and charger higher than the pack,", "within sight and hearing"],
            3.2,
            anchor="middle",
        )

    def names(self):
        page = self.page
        # Each stands where its line crosses nothing else that has a name.
        for x, y, head, words, point in (
            (14, 52, "dry cloth", "a towel, wider than the pack", (MIDDLE - 66, cloth_high(MIDDLE - 66) + 1)),
            (66, 52, "pack, on top", "its own weight, no strap", (MIDDLE - 24, 86)),
            (122, 52, "pack probe", "between pack and cloth", (MIDDLE + 9.2, cloth_high(MIDDLE) - 3.3)),
            (140, 166, "skin probe", "between cloth and skin", (MIDDLE + 9.2, body(MIDDLE) - 3.3)),
        ):
            page.text(x, y, head, 4, bold=True)
            page.text(x, y + 5, words, 3)
            start = (x + 8, y + 7.6 if point[1] > y else y - 4.4)
            page.path(points([start, point]), stroke=PAPER, stroke_width=1.4)
            page.path(points([start, point]), stroke=INK, stroke_width=0.4)
            page.circle(*point, 0.9, fill=INK, stroke=PAPER, stroke_width=0.3)
        page.paragraph(
            140,
            180,
            [
                "Only one probe? It is the pack's. Then nothing",
                "measures the skin, and the timer is the main",
                "protection.",
            ],
            3,
        )

    def how_to_lie(self):
        page = self.page
        top = 163
        for x, good, words in (
            (14, True, ["The pack lies on you: it can slip off,", "and you take it off with one hand."]),
            (76, False, ["Never lie on pack or probe: pressed on, it", "is far colder or hotter, and unnoticed."]),
        ):
            bed, hip = top + 21, top + 9
            page.line(x, bed + 0.9, x + 56, bed + 0.9, stroke="#8a6d4a", width=1.8)
            skin = dict(stroke=INK, stroke_width=0.5, stroke_linejoin="round")
            below = f"H{x + 38} Q{x + 31.5} {bed - 9} {x + 25} {bed} H{x + 16}"
            if good:
                below = f"H{x + 16}"
            page.path(
                f"M{x + 16} {bed} Q{x + 12} {bed - 9} {x + 19} {bed - 10} L{x + 25} {hip} H{x + 38} L{x + 54} {bed - 6} "
                f"Q{x + 57} {bed - 0.6} {x + 53} {bed} {below} Z",
                fill="#f0e4dc",
                **skin,
            )
            page.circle(x + 8.4, bed - 5, 4.4, fill="#eab79a", **skin)
            page.rect(x + 25.6, hip - 4.6 if good else bed - 4.4, 11.8, 4.4, r=1.8, fill="#cfe3f7", **skin)
            self.mark(good, x + 4, top + 3, "#2e7d32" if good else RED)
            page.paragraph(x, top + 28, words, 3)

    def which_packs(self):
        page = self.page
        page.rect(176, 11, 107, 30, r=2, fill=WASH, stroke=LINE, stroke_width=0.4)
        for y, head, words in (
            (18.4, "ice pack", ["gel from the fridge, or ice in water: at once"]),
            (24.4, "freezer pack", ["after half an hour on the table;", "at once in a dry towel, with both probes"]),
            (35.2, "heat pack", ["40 to 45 °C, warm and not hot"]),
        ):
            page.text(180, y, head, 3.4, bold=True)
            page.paragraph(208, y, words, 3.2)

    def mark(self, good, x, y, colour):
        if good:
            self.page.path(
                points([(x - 2.6, y), (x - 0.6, y + 2.2), (x + 3, y - 2.6)]), stroke=colour, stroke_width=1.2
            )
        else:
            for s in (1, -1):
                self.page.path(
                    points([(x - 2.4, y - 2.4 * s), (x + 2.4, y + 2.4 * s)]), stroke=colour, stroke_width=1.2
                )
