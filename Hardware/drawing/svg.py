"""A page of SVG in millimetres, with what the pictures need of it."""

from xml.sax.saxutils import escape, quoteattr

INK = "#1b1f24"
PALE = "#8a9099"
LINE = "#c9ced6"
PAPER = "#ffffff"
WASH = "#f4f6f8"
RED = "#c62828"
ORANGE = "#d9730d"
BLUE = "#1f5fbf"
GREEN = "#2e7d32"
PURPLE = "#7b3fa0"
TEAL = "#00777a"
AMBER = "#f5b301"

SANS = "Liberation Sans, Arial, Helvetica, sans-serif"
MONO = "Liberation Mono, DejaVu Sans Mono, Menlo, Consolas, monospace"


def number(value):
    """Two digits behind the point at most, so that a picture is the same on every machine."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def attributes(values):
    parts = []
    for name, value in values.items():
        if value is None:
            continue
        name = name.rstrip("_").replace("_", "-")
        parts.append(f" {name}={quoteattr(number(value) if isinstance(value, (int, float)) else value)}")
    return "".join(parts)


class Page:
    """Elements in the order in which they are painted. The paper is white, whatever shows it."""

    def __init__(self, width, height, title, description, top=0):
        """Its upper edge is at `top`, for a page that is a part of another."""
        self.lines = [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" '
            f'viewBox="0 {top} {width} {height}" font-family={quoteattr(SANS)} fill="{INK}" role="img" '
            'aria-labelledby="title description">',
            f'<title id="title">{escape(title)}</title>',
            f'<desc id="description">{escape(description)}</desc>',
        ]
        self.depth = 0
        self.rect(0, top, width, height, fill=PAPER)

    def add(self, line):
        self.lines.append(" " * (self.depth * 2) + line)

    def group(self, **values):
        """For a `with` statement."""
        return Group(self, values)

    def element(self, tag, **values):
        self.add(f"<{tag}{attributes(values)}/>")

    def rect(self, x, y, width, height, r=None, **values):
        self.element("rect", x=x, y=y, width=width, height=height, rx=r, **values)

    def circle(self, x, y, r, **values):
        self.element("circle", cx=x, cy=y, r=r, **values)

    def path(self, d, **values):
        values.setdefault("fill", "none")
        self.element("path", d=d, **values)

    def line(self, x1, y1, x2, y2, stroke=INK, width=0.4, **values):
        self.path(points([(x1, y1), (x2, y2)]), stroke=stroke, stroke_width=width, stroke_linecap="round", **values)

    def text(self, x, y, words, size=3.2, anchor="start", bold=False, mono=False, **values):
        opening = attributes(
            dict(
                x=x,
                y=y,
                font_size=size,
                text_anchor=None if anchor == "start" else anchor,
                font_weight="bold" if bold else None,
                font_family=MONO if mono else None,
                **values,
            )
        )
        self.add(f"<text{opening}>{escape(words)}</text>")

    def heading(self, y, words):
        """In one piece, so that it stays apart in every font."""
        self.add(
            f'<text x="14" y="{y}" font-size="8.5" font-weight="bold">packcoach'
            f'<tspan dx="4" font-size="6.2" font-weight="normal" fill="{PALE}">{escape(words)}</tspan></text>'
        )

    def paragraph(self, x, y, lines, size=3.2, step=None, **values):
        """Returns where the next line would stand."""
        for words in lines:
            self.text(x, y, words, size, **values)
            y += step or size * 1.4
        return y

    def wire(self, route, colour, dashed=False, width=0.9):
        """A wire with round corners, which passes over others in a gap of white."""
        d = rounded(route)
        self.path(d, stroke=PAPER, stroke_width=width + 1, stroke_linejoin="round")
        self.path(
            d,
            stroke=colour,
            stroke_width=width,
            stroke_linejoin="round",
            stroke_linecap="round",
            stroke_dasharray="2.2 1.4" if dashed else None,
        )

    def dot(self, x, y, colour):
        """Wires that meet, and do not only cross."""
        self.circle(x, y, 1.05, fill=colour)

    def done(self):
        return "\n".join(self.lines) + "\n</svg>\n"


class Group:
    def __init__(self, page, values):
        self.page = page
        self.values = values

    def __enter__(self):
        self.page.add(f"<g{attributes(self.values)}>")
        self.page.depth += 1

    def __exit__(self, *_):
        self.page.depth -= 1
        self.page.add("</g>")


def points(route):
    (x, y), *rest = route
    return f"M{number(x)} {number(y)}" + "".join(f" L{number(x)} {number(y)}" for x, y in rest)


def rounded(route, radius=2):
    """A way along these points whose corners are round."""
    if len(route) < 3:
        return points(route)
    way = [f"M{number(route[0][0])} {number(route[0][1])}"]
    for before, corner, after in zip(route, route[1:], route[2:]):
        way.append(f"L{place(towards(corner, before, radius))}")
        way.append(f"Q{place(corner)} {place(towards(corner, after, radius))}")
    way.append(f"L{place(route[-1])}")
    return " ".join(way)


def towards(start, end, distance):
    """So far from the one point to the other, or half of the way."""
    (x1, y1), (x2, y2) = start, end
    length = max(abs(x2 - x1), abs(y2 - y1), 0.001)
    share = min(distance, length / 2) / length
    return x1 + (x2 - x1) * share, y1 + (y2 - y1) * share


def place(point):
    return f"{number(point[0])} {number(point[1])}"
