"""What of the pages is made from the table of pins: it stands between `<!-- NAME: made by Hardware/draw -->` and
`<!-- end -->`, on lines of their own."""

import re

from table import ohms

MADE = re.compile(r"(<!-- (\S+): made by Hardware/draw -->\n).*?(<!-- end -->\n)", re.S)


def filled(text, table):
    makers = {"wiring": wiring, "boards": boards, "currents": currents, "config.txt": config_txt}
    return MADE.sub(lambda found: found[1] + makers[found[2]](table) + found[3], text)


def rows(head, lines):
    first, *rest = (f"| {' | '.join(cells)} |\n" for cells in (head, *lines))
    return first + "|---" * len(head) + "|\n" + "".join(rest)


def wiring(table):
    lines = [(str(w.pin), w.function, table.parts[w.part], w.at) for w in table.wires]
    return rows(("header pin", "name", "part", "goes to"), lines)


def boards(table):
    lines = [
        (
            board["name"],
            f"`{board['chip']}`" if board["chip"] else "its manual says",
            f"[wiring-{board['id']}.svg](pictures/wiring-{board['id']}.svg)",
        )
        for board in table.boards
    ]
    return rows(("board", "chip of the header", "picture"), lines)


def currents(table):
    e = table.electrics
    led, base, data, button = (table.milliamperes(kind) for kind in ("led", "buzzer", "probe", "button"))
    lines = [
        ("each LED", f"({e['supply']:g} V − {e['led-forward']:g} V) / {ohms(e['led-resistor'])}", f"{led:.1f} mA"),
        (
            "buzzer",
            f"({e['supply']:g} V − {e['base-emitter']:g} V) / {ohms(e['base-resistor'])}, into the transistor",
            f"{base:.1f} mA",
        ),
        ("probe", f"{e['supply']:g} V / {ohms(e['probe-pullup'])}, while the wire is low", f"{data:.1f} mA"),
        (
            "button, slide switch",
            f"{e['supply']:g} V / {ohms(e['chip-pullup'])}, the chip's own resistor",
            f"{button:.2f} mA",
        ),
        ("all LEDs and the buzzer", "together", f"{table.given():.0f} mA"),
    ]
    return rows(("line", "how much", "at the most"), lines)


def config_txt(table):
    line = f"dtoverlay=w1-gpio,gpiopin={table.wire('probe', 'data').gpio}"
    return "```sh\n" f"printf '\\n[all]\\n{line}\\n' | sudo tee -a /boot/firmware/config.txt && sudo reboot\n" "```\n"
