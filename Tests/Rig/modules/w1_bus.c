// SPDX-License-Identifier: GPL-2.0
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include "w1_bus.h"

#include <linux/delay.h>
#include <linux/sched/signal.h>
#include <linux/w1.h>
#include <linux/workqueue.h>

enum { rom_bits = 64 };

enum phase { asleep, rom_command, searching, matching, reading_rom, function_command, reading, writing, busy, powering };

struct bus {
	struct w1_bus_master operations;
	// The core's, known from its first search on.
	struct w1_master *master;
	struct delayed_work search;
	bool search_wanted;
	enum phase phase;
	u8 byte;
	unsigned int bit;
	// Which sensors the last ROM command has left listening.
	bool listening[sensor_count];
};

struct ds18b20 sensor[sensor_count];
int buses = 1;
static struct bus bus[sensor_count];

static struct bus *bus_of(int i) { return &bus[buses == 2 ? i : 0]; }

// Faults of the bus.

// One that hangs does so in the reader's process; killing that ends it.
static bool wait_while_hung(struct ds18b20 *s)
{
	if (s->fault != fault_hung)
		return false;
	mutex_unlock(&commands.lock);
	wait_event_killable(commands.obeyed, READ_ONCE(s->fault) != fault_hung);
	mutex_lock(&commands.lock);
	return true;
}

static void wait_while_slow(struct ds18b20 *s)
{
	if (!s->slow_ms)
		return;
	mutex_unlock(&commands.lock);
	wait_event_killable_timeout(commands.obeyed, READ_ONCE(s->slow_ms) == 0, msecs_to_jiffies(s->slow_ms));
	mutex_lock(&commands.lock);
}

// What several sensors say at once is the AND of it, as on the wire.

#define for_each_listener(i, b) \
	for (i = 0; i < sensor_count; i++) \
		if ((b)->listening[i])

static void enter(struct bus *b, enum phase phase)
{
	b->phase = phase;
	b->bit = 0;
	b->byte = 0;
}

static bool rom_bit(int i, unsigned int bit) { return sensor[i].rom[bit / 8] >> (bit % 8) & 1; }

static void obey_rom_command(struct bus *b)
{
	switch (b->byte) {
	case W1_SEARCH: enter(b, searching); break;
	case W1_MATCH_ROM: enter(b, matching); break;
	case W1_READ_ROM: enter(b, reading_rom); break;
	case W1_SKIP_ROM: enter(b, function_command); break;
	default: enter(b, asleep); break;
	}
}

static void obey_function_command(struct bus *b)
{
	u8 command = b->byte;
	int i;

	enter(b, asleep);
	for_each_listener(i, b) {
		struct ds18b20 *s = &sensor[i];

		ds18b20_settle(s);
		switch (command) {
		case W1_CONVERT_TEMP:
			wait_while_hung(s);
			wait_while_slow(s);
			ds18b20_begin_conversion(s);
			b->phase = busy;
			break;
		case W1_READ_SCRATCHPAD:
			if (wait_while_hung(s)) {
				// The value of before would be an old one by now.
				ds18b20_begin_conversion(s);
				mutex_unlock(&commands.lock);
				msleep_interruptible(ds18b20_conversion_ms(s));
				mutex_lock(&commands.lock);
				ds18b20_settle(s);
			}
			b->phase = reading;
			break;
		case W1_WRITE_SCRATCHPAD:
			b->phase = writing;
			break;
		case W1_COPY_SCRATCHPAD:
			ds18b20_copy_to_eeprom(s);
			b->phase = busy;
			break;
		case 0xb8: // recall
			ds18b20_recall(s);
			b->phase = busy;
			break;
		case W1_READ_PSUPPLY:
			b->phase = powering;
			break;
		}
	}
}

static bool exchange(struct bus *b, bool sent)
{
	bool wire = sent;
	int i;

	switch (b->phase) {
	case asleep:
		break;
	case rom_command:
	case function_command:
		b->byte |= sent << b->bit;
		if (++b->bit == 8) {
			if (b->phase == rom_command)
				obey_rom_command(b);
			else
				obey_function_command(b);
		}
		break;
	case searching:
		// Three slots a bit: the bit, its complement, and which half goes on.
		for_each_listener(i, b) {
			bool own = rom_bit(i, b->bit / 3);

			if (b->bit % 3 == 0)
				wire &= own;
			else if (b->bit % 3 == 1)
				wire &= !own;
			else if (own != sent)
				b->listening[i] = false;
		}
		if (++b->bit == 3 * rom_bits)
			enter(b, asleep);
		break;
	case matching:
		for_each_listener(i, b)
			b->listening[i] = rom_bit(i, b->bit) == sent;
		if (++b->bit == rom_bits)
			enter(b, function_command);
		break;
	case reading_rom:
		for_each_listener(i, b)
			wire &= rom_bit(i, b->bit);
		if (++b->bit == rom_bits)
			enter(b, function_command);
		break;
	case reading:
		for_each_listener(i, b)
			wire &= ds18b20_read_bit(&sensor[i], b->bit);
		b->bit++;
		break;
	case writing:
		for_each_listener(i, b)
			ds18b20_write_bit(&sensor[i], b->bit, sent);
		if (++b->bit == 8 * ds18b20_settings_length)
			enter(b, asleep);
		break;
	case busy:
		for_each_listener(i, b) {
			ds18b20_settle(&sensor[i]);
			wire &= !sensor[i].converting;
		}
		break;
	case powering:
		// All have a supply of their own.
		break;
	}
	return wire;
}

static u8 touch_bit(void *data, u8 sent)
{
	bool wire;

	mutex_lock(&commands.lock);
	wire = exchange(data, sent);
	mutex_unlock(&commands.lock);
	return wire;
}

static u8 reset_bus(void *data)
{
	struct bus *b = data;
	bool presence = false;
	int i;

	mutex_lock(&commands.lock);
	if (b->master && current == b->master->thread)
		b->search_wanted = false;
	for (i = 0; i < sensor_count; i++) {
		b->listening[i] = bus_of(i) == b && answers(&sensor[i]);
		presence |= b->listening[i];
	}
	enter(b, presence ? rom_command : asleep);
	mutex_unlock(&commands.lock);
	return !presence;
}

// The core searches every 10 s and drops a sensor that ten searches have missed. Its thread searches earlier when it is
// woken; to be able to, the first search is used to learn the core's own structure, and is done again by the core.

static void search(struct bus *b)
{
	b->search_wanted = true;
	mod_delayed_work(system_wq, &b->search, 1);
}

// Again until it has begun: a thread that waits for a reading to end does not notice being woken.
static void search_now(struct work_struct *work)
{
	struct bus *b = container_of(to_delayed_work(work), struct bus, search);

	if (!b->master || !READ_ONCE(b->search_wanted))
		return;
	wake_up_process(b->master->thread);
	mod_delayed_work(system_wq, &b->search, 1);
}

static void first_search(void *data, struct w1_master *master, u8 type, w1_slave_found_callback found)
{
	struct bus *b = data;

	master->slave_ttl = 1;
	master->bus_master->search = NULL;
	b->master = master;
	search(b);
}

void search_soon(int sensor) { search(bus_of(sensor)); }

static void remove_first(int count)
{
	while (count-- > 0) {
		w1_remove_master_device(&bus[count].operations);
		cancel_delayed_work_sync(&bus[count].search);
	}
}

void remove_buses(void) { remove_first(buses); }

int add_buses(void)
{
	int i, error;

	for (i = 0; i < buses; i++) {
		INIT_DELAYED_WORK(&bus[i].search, search_now);
		bus[i].operations = (struct w1_bus_master){
			.data = &bus[i], .touch_bit = touch_bit, .reset_bus = reset_bus, .search = first_search,
		};
		error = w1_add_master_device(&bus[i].operations);
		if (error) {
			remove_first(i);
			return error;
		}
	}
	return 0;
}
