"""What a maker would write instead: a timer for an ice pack with gpiozero.

Press to start 20 minutes, press again to stop. The LEDs count down, the buzzer says when it is over, and log.csv in
the working folder gets the temperature once a second.
"""

import csv
import glob
import math
import os
import threading
import time

from gpiozero import Button, Buzzer, LEDBoard

MINUTES = 20
TOO_COLD = -5.0

button = Button(17)
leds = LEDBoard(5, 6, 13, 19)
buzzer = Buzzer(18)
started = threading.Event()
stopped = threading.Event()


def pressed():
    if started.is_set():
        stopped.set()
    else:
        leds.on()
        buzzer.beep(on_time=0.1, off_time=0.1, n=1)
        started.set()


def probe_file():
    w1 = glob.glob("/sys/bus/w1/devices/28-*/temperature")
    if w1:
        return w1[0]
    for name in glob.glob("/sys/class/hwmon/hwmon*/name"):
        with open(name) as file:
            if file.read().strip() == "tmp175":
                return os.path.join(os.path.dirname(name), "temp1_input")
    raise SystemExit("no temperature probe found")


def read_temperature(path):
    with open(path) as file:
        return int(file.read()) / 1000


def show_time_left(left, shown):
    lit = math.ceil(left / (MINUTES * 60) * len(leds))
    if lit != shown:
        for index, led in enumerate(leds):
            if index < lit - 1:
                led.on()
            elif index == lit - 1:
                led.blink(on_time=0.5, off_time=0.5)
            else:
                led.off()
    return lit


def session(path, writer, file):
    start = time.monotonic()
    shown = None
    second = 0
    while second < MINUTES * 60:
        second += 1
        if stopped.wait(timeout=max(0, start + second - time.monotonic())):
            return
        temperature = read_temperature(path)
        writer.writerow([time.strftime("%Y-%m-%dT%H:%M:%S"), second, temperature])
        file.flush()
        shown = show_time_left(MINUTES * 60 - second, shown)
        if temperature < TOO_COLD:
            break
    buzzer.beep(on_time=0.3, off_time=0.3, n=3)


def main():
    path = probe_file()
    with open("log.csv", "a", newline="") as file:
        writer = csv.writer(file)
        button.when_pressed = pressed
        print("ready", flush=True)
        while True:
            started.wait()
            session(path, writer, file)
            leds.off()
            stopped.clear()
            started.clear()


main()
