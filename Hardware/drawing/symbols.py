"""Electric parts as they are drawn in a circuit, and as they look where that helps the hand."""

from svg import AMBER, INK, LINE, PALE, PAPER, WASH, points

STROKE = dict(stroke=INK, stroke_width=0.5, stroke_linejoin="round", stroke_linecap="round")


def resistor(page, x, y, label, upright=False, name=None):
    """Its body, in the middle of a wire that is there already."""
    width, height = (3.6, 10) if upright else (10, 3.6)
    page.rect(x - width / 2, y - height / 2, width, height, r=0.8, fill=PAPER, **STROKE)
    if upright:
        page.text(x + 3, y + (-0.2 if name else 1.1), label, 3.2, bold=True)
        if name:
            page.text(x + 3, y + 3.4, name, 2.6, fill=PALE)
    else:
        page.text(x, y - 2.9, label, 3, anchor="middle", bold=True)


def led(page, x, y):
    """The long leg on the right."""
    page.circle(x, y, 3.5, fill="#fff3c4", **STROKE)
    page.path(
        points([(x + 1.7, y - 1.9), (x + 1.7, y + 1.9), (x - 1.3, y), (x + 1.7, y - 1.9)]), **STROKE | dict(fill=AMBER)
    )
    page.line(x - 1.4, y - 1.9, x - 1.4, y + 1.9, width=0.6)
    for dx in (0, 1.7):
        page.path(points([(x - 1.6 + dx, y - 3.9), (x - 2.8 + dx, y - 5.3)]), stroke=INK, stroke_width=0.35)
        page.path(
            points([(x - 2.8 + dx, y - 4.5), (x - 2.8 + dx, y - 5.3), (x - 2 + dx, y - 5.2)]),
            stroke=INK,
            stroke_width=0.35,
        )


def diode(page, x, y):
    """Upright, its stripe above."""
    page.path(
        points([(x - 2, y + 1.7), (x + 2, y + 1.7), (x, y - 1.7), (x - 2, y + 1.7)]), **STROKE | dict(fill=PAPER)
    )
    page.line(x - 2.1, y - 1.7, x + 2.1, y - 1.7, width=0.8)


def transistor(page, x, y):
    """NPN: base on the left, collector above and emitter below at x + 3."""
    page.circle(x + 1, y, 6.2, fill=WASH, **STROKE)
    page.line(x - 1.8, y - 3.4, x - 1.8, y + 3.4, width=0.9)
    page.line(x - 5.2, y, x - 1.8, y, width=0.5)
    page.line(x - 1.8, y - 1.6, x + 3, y - 4.4, width=0.5)
    page.line(x + 3, y - 4.4, x + 3, y - 6.2, width=0.5)
    page.line(x - 1.8, y + 1.6, x + 3, y + 4.4, width=0.5)
    page.line(x + 3, y + 4.4, x + 3, y + 6.2, width=0.5)
    page.path(points([(x + 2.9, y + 4.3), (x + 0.6, y + 4.1), (x + 1.7, y + 2.2), (x + 2.9, y + 4.3)]), fill=INK)
    page.text(x - 7.4, y - 1.2, "B", 2.8, bold=True)
    page.text(x + 4.4, y - 6.4, "C", 2.8, bold=True)
    page.text(x + 4.4, y + 8.6, "E", 2.8, bold=True)


def buzzer(page, x, y):
    page.circle(x, y, 8, fill=INK)
    page.circle(x, y, 6.4, fill="#3a4048")
    page.circle(x, y, 1.5, fill=INK)
    page.text(x - 4, y - 2.6, "+", 4, anchor="middle", bold=True, fill=PAPER)
    for r in (10.6, 13):
        dx, dy = r * 0.8, r * 0.6
        page.path(
            f"M{x + dx:.2f} {y - dy:.2f} A{r} {r} 0 0 1 {x + dx:.2f} {y + dy:.2f}", stroke=PALE, stroke_width=0.5
        )


def button(page, x, y):
    """Its terminals at x − 9 and x + 9."""
    page.rect(x - 7, y - 7, 14, 14, r=1.6, fill=WASH, **STROKE)
    page.circle(x, y, 4.4, fill=INK)
    page.circle(x, y, 3.5, fill="#3a4048")
    page.line(x - 9, y, x - 7, y, width=0.9)
    page.line(x + 7, y, x + 9, y, width=0.9)


def slide_switch(page, x, y):
    """Its terminals at y + 7: ice at x − 7, the middle at x, heat at x + 7."""
    page.rect(x - 11, y - 5, 22, 9, r=1.2, fill=WASH, **STROKE)
    page.rect(x - 8, y - 2.6, 16, 4.2, r=0.8, fill=PAPER, stroke=LINE, stroke_width=0.4)
    page.rect(x - 7.6, y - 2.4, 7, 3.8, r=0.6, fill=INK)
    for dx in (-7, 0, 7):
        page.line(x + dx, y + 4, x + dx, y + 7, width=0.9)


def probe(page, x, y, length=26, dashed=False):
    """A steel tube whose cable leaves on the right at x + length."""
    style = dict(STROKE, stroke_dasharray="1.6 1.2") if dashed else STROKE
    page.rect(x, y - 2.6, length - 7, 5.2, r=2.6, fill="#dfe4ea", **style)
    page.line(x + 3, y - 1.2, x + length - 10, y - 1.2, stroke=PAPER, width=0.7)
    page.rect(x + length - 8.4, y - 2.9, 8.4, 5.8, r=0.9, fill="#3a4048")


def small_transistor(page, x, y, legs):
    """Its flat side towards the reader, legs down."""
    page.path(
        f"M{x - 5} {y} V{y - 7} Q{x - 5} {y - 9} {x - 3} {y - 9} H{x + 3} Q{x + 5} {y - 9} {x + 5} {y - 7} V{y} Z",
        **STROKE | dict(fill="#3a4048"),
    )
    for dx, leg in zip((-3, 0, 3), legs):
        page.line(x + dx, y, x + dx, y + 5, stroke=PALE, width=0.8)
        page.text(x + dx, y + 8.6, leg, 3, anchor="middle", bold=True)
