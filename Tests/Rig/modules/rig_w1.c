// SPDX-License-Identifier: GPL-2.0
// One or two DS18B20 on a simulated 1-Wire bus, answering bit by bit, so that the kernel's own w1 and w1_therm
// find and read them. Bits take no time; conversions take what the data sheet says.
//
// Parameters: sensors=1|2, how many are plugged in at first (1); buses=1|2, whether both hang on one bus (1).
// Sensor 0 is 28-0000005ca1e0, sensor 1 is 28-0000005ca1e1.
//
// /dev/rig-w1 takes lines "SENSOR VERB [ARGUMENT]" and reads as one line of state a sensor:
//   0 temp 4500        true temperature in millidegrees; a conversion takes the one at its end, in sixteenths of 1 °C
//   0 fault NAME       crc empty power-on low-power all-zero out-of-range stuck hung missing; one at a time
//   0 slow MS          each conversion starts so much later
//   0 ok               ends the fault and the slowness
//   1 present          plugged in; the kernel finds it at once instead of at its next search
//   1 absent           unplugged; its directory goes at once (after a reading under way) instead of at later searches
//   1 unplugged        unplugged, and the kernel is left to find out at its next search, within 10 s
//   0 serial 00000a1b2c3d   another sensor in its place, by the twelve digits after "28-"; an absent one at once
//
// Sources: DS18B20 data sheet (commands, scratchpad, conversion times); Linux w1_therm.c (what it sends and checks).
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/delay.h>
#include <linux/fs.h>
#include <linux/ktime.h>
#include <linux/math.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/w1.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

enum { sensor_count = 2, scratchpad_length = 9, rom_bits = 64 };

enum fault {
	no_fault, fault_crc, fault_empty, fault_power_on, fault_low_power, fault_all_zero, fault_out_of_range,
	fault_stuck, fault_hung, fault_missing
};

static const char *const fault_names[] = {
	"ok", "crc", "empty", "power-on", "low-power", "all-zero", "out-of-range", "stuck", "hung", "missing"
};

struct sensor {
	u8 rom[8];
	bool plugged;
	int millidegrees;
	enum fault fault;
	unsigned int slow_ms;
	// What the next read-scratchpad command sends, and what is in the EEPROM: alarm limits and configuration.
	u8 scratchpad[scratchpad_length];
	u8 eeprom[3];
	bool converting;
	ktime_t converted_at;
	unsigned int conversions;
	// Of fault_empty: how many answers are still to be spoilt after the last conversion.
	int answers_to_spoil;
};

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

static int sensors = 1;
module_param(sensors, int, 0444);
static int buses = 1;
module_param(buses, int, 0444);

static DEFINE_MUTEX(lock);
static DECLARE_WAIT_QUEUE_HEAD(commanded);
static struct sensor sensor[sensor_count];
static struct bus bus[sensor_count];

static struct bus *bus_of(int i) { return &bus[buses == 2 ? i : 0]; }
static bool answers(const struct sensor *s) { return s->plugged && s->fault != fault_missing; }

// The conversion.

static void seal(u8 *bytes) { bytes[8] = w1_calc_crc8(bytes, 8); }

static void hold(struct sensor *s, u16 raw, u8 count_remain)
{
	s->scratchpad[0] = raw & 0xff;
	s->scratchpad[1] = raw >> 8;
	s->scratchpad[5] = 0xff;
	s->scratchpad[6] = count_remain;
	s->scratchpad[7] = 0x10;
	seal(s->scratchpad);
}

static unsigned int resolution_bits(const struct sensor *s) { return 9 + (s->scratchpad[4] >> 5 & 3); }

static void measure(struct sensor *s, int millidegrees)
{
	int raw = clamp(DIV_ROUND_CLOSEST(millidegrees * 16, 1000), -55 * 16, 125 * 16);

	// Below 12 bits the lowest ones are undefined, and zero here.
	raw &= ~((1 << (12 - resolution_bits(s))) - 1);
	hold(s, raw, 0x10 - (raw & 0xf));
}

static void end_conversion(struct sensor *s)
{
	s->converting = false;
	switch (s->fault) {
	case fault_stuck:
		if (s->conversions)
			break;
		fallthrough;
	default:
		measure(s, s->millidegrees);
		break;
	// The marks by which w1_therm knows both: 0x0C in byte 6.
	case fault_power_on:
		hold(s, 0x0550, 0x0c);
		break;
	case fault_low_power:
		hold(s, 0x07ff, 0x0c);
		break;
	case fault_out_of_range:
		measure(s, 110000);
		break;
	}
	s->conversions++;
	// w1_therm reads the scratchpad five times; when it has given up, the line is quiet again.
	s->answers_to_spoil = s->fault == fault_empty ? 5 : 0;
}

// To be called before anything that a conversion's end depends on is read or changed.
static void settle(struct sensor *s)
{
	if (s->converting && ktime_compare(ktime_get(), s->converted_at) >= 0)
		end_conversion(s);
}

static unsigned int conversion_ms(const struct sensor *s) { return 750 >> (12 - resolution_bits(s)); }

static void begin_conversion(struct sensor *s)
{
	s->converting = true;
	s->converted_at = ktime_add_ms(ktime_get(), conversion_ms(s));
}

static void wake_sensor(struct sensor *s)
{
	memcpy(s->scratchpad + 2, s->eeprom, sizeof(s->eeprom));
	s->converting = false;
	hold(s, 0x0550, 0x0c);
}

// A bus that hangs does so in the reader's process; killing that ends it.
static bool wait_while_hung(struct sensor *s)
{
	if (s->fault != fault_hung)
		return false;
	mutex_unlock(&lock);
	wait_event_killable(commanded, READ_ONCE(s->fault) != fault_hung);
	mutex_lock(&lock);
	return true;
}

static void wait_while_slow(struct sensor *s)
{
	if (!s->slow_ms)
		return;
	mutex_unlock(&lock);
	wait_event_killable_timeout(commanded, READ_ONCE(s->slow_ms) == 0, msecs_to_jiffies(s->slow_ms));
	mutex_lock(&lock);
}

// The bus. What several sensors say at once is the AND of it, as on the wire.

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
		struct sensor *s = &sensor[i];

		settle(s);
		switch (command) {
		case W1_CONVERT_TEMP:
			wait_while_hung(s);
			wait_while_slow(s);
			begin_conversion(s);
			b->phase = busy;
			break;
		case W1_READ_SCRATCHPAD:
			if (wait_while_hung(s)) {
				// The value of before would be an old one by now.
				begin_conversion(s);
				mutex_unlock(&lock);
				msleep_interruptible(conversion_ms(s));
				mutex_lock(&lock);
				settle(s);
			}
			b->phase = reading;
			break;
		case W1_WRITE_SCRATCHPAD:
			b->phase = writing;
			break;
		case W1_COPY_SCRATCHPAD:
			memcpy(s->eeprom, s->scratchpad + 2, sizeof(s->eeprom));
			b->phase = busy;
			break;
		case 0xb8: // recall
			memcpy(s->scratchpad + 2, s->eeprom, sizeof(s->eeprom));
			seal(s->scratchpad);
			b->phase = busy;
			break;
		case W1_READ_PSUPPLY:
			b->phase = powering;
			break;
		}
	}
}

// What one sensor says in answer to the read-scratchpad command.
static bool answer_bit(struct sensor *s, unsigned int bit)
{
	bool is_set = bit >= 8 * scratchpad_length || (s->scratchpad[bit / 8] >> (bit % 8) & 1);

	if (s->fault == fault_all_zero)
		return false;
	// One bit in the checksum: the bytes before it stay what they are.
	if (bit == 8 * scratchpad_length - 2) {
		if (s->fault == fault_crc)
			return !is_set;
		if (s->answers_to_spoil > 0) {
			s->answers_to_spoil--;
			return !is_set;
		}
	}
	return is_set;
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
			wire &= answer_bit(&sensor[i], b->bit);
		b->bit++;
		break;
	case writing:
		for_each_listener(i, b) {
			u8 *byte = &sensor[i].scratchpad[2 + b->bit / 8];

			*byte = (*byte & ~(1 << b->bit % 8)) | sent << b->bit % 8;
			seal(sensor[i].scratchpad);
		}
		if (++b->bit == 8 * 3)
			enter(b, asleep);
		break;
	case busy:
		for_each_listener(i, b) {
			settle(&sensor[i]);
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

	mutex_lock(&lock);
	wire = exchange(data, sent);
	mutex_unlock(&lock);
	return wire;
}

static u8 reset_bus(void *data)
{
	struct bus *b = data;
	bool presence = false;
	int i;

	mutex_lock(&lock);
	if (b->master && current == b->master->thread)
		b->search_wanted = false;
	for (i = 0; i < sensor_count; i++) {
		b->listening[i] = bus_of(i) == b && answers(&sensor[i]);
		presence |= b->listening[i];
	}
	enter(b, presence ? rom_command : asleep);
	mutex_unlock(&lock);
	return !presence;
}

// The core searches every 10 s and drops a sensor that ten searches have missed. Its thread searches earlier when it is
// woken; to be able to, the first search is used to learn the core's own structure, and is done again by the core.

static void search_soon(struct bus *b)
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
	search_soon(b);
}

// The device that commands come in on.

static void give_serial(struct sensor *s, u64 serial)
{
	int i;

	s->rom[0] = 0x28;
	for (i = 0; i < 6; i++)
		s->rom[1 + i] = serial >> (8 * i);
	s->rom[7] = w1_calc_crc8(s->rom, 7);
}

static int obey(char *line)
{
	char *verb, *argument;
	struct sensor *s;
	bool answered;
	u64 serial;
	int fault;

	strim(line);
	if (!*line)
		return 0;
	if ((line[0] != '0' && line[0] != '1') || line[1] != ' ')
		return -EINVAL;
	s = &sensor[line[0] - '0'];
	verb = line + 2;
	argument = strchr(verb, ' ');
	if (argument)
		*argument++ = '\0';

	settle(s);
	answered = answers(s);
	if (!strcmp(verb, "temp") && argument)
		return kstrtoint(argument, 10, &s->millidegrees);
	if (!strcmp(verb, "slow") && argument)
		return kstrtouint(argument, 10, &s->slow_ms);
	if (!strcmp(verb, "serial") && argument) {
		if (strlen(argument) != 12 || kstrtoull(argument, 16, &serial))
			return -EINVAL;
		give_serial(s, serial);
		wake_sensor(s);
		search_soon(bus_of(s - sensor));
		return 0;
	}
	if (!strcmp(verb, "fault") && argument) {
		fault = match_string(fault_names, ARRAY_SIZE(fault_names), argument);
		if (fault < 0)
			return -EINVAL;
		s->fault = fault;
	} else if (!strcmp(verb, "ok")) {
		s->fault = no_fault;
		s->slow_ms = 0;
	} else if (!strcmp(verb, "present")) {
		s->plugged = true;
	} else if (!strcmp(verb, "absent") || !strcmp(verb, "unplugged")) {
		s->plugged = false;
	} else {
		return -EINVAL;
	}

	if (answers(s) != answered) {
		// One that lost its supply has forgotten its value.
		wake_sensor(s);
		if (strcmp(verb, "unplugged"))
			search_soon(bus_of(s - sensor));
	}
	return 0;
}

static ssize_t command(struct file *file, const char __user *buffer, size_t size, loff_t *offset)
{
	char *text = memdup_user_nul(buffer, min_t(size_t, size, PAGE_SIZE));
	char *rest = text, *line;
	int error = 0;

	if (IS_ERR(text))
		return PTR_ERR(text);
	mutex_lock(&lock);
	while (!error && (line = strsep(&rest, "\n")) != NULL)
		error = obey(line);
	mutex_unlock(&lock);
	wake_up_all(&commanded);
	if (error)
		pr_err("\"%s\" is no command\n", line);
	kfree(text);
	return error ? error : size;
}

static ssize_t state(struct file *file, char __user *buffer, size_t size, loff_t *offset)
{
	char text[256];
	int length = 0, i;

	mutex_lock(&lock);
	for (i = 0; i < sensor_count; i++) {
		struct sensor *s = &sensor[i];

		settle(s);
		length += scnprintf(text + length, sizeof(text) - length,
				    "%d 28-%02x%02x%02x%02x%02x%02x %s temp %d %s slow %u conversions %u\n", i,
				    s->rom[6], s->rom[5], s->rom[4], s->rom[3], s->rom[2], s->rom[1],
				    s->plugged ? "present" : "absent", s->millidegrees, fault_names[s->fault],
				    s->slow_ms, s->conversions);
	}
	mutex_unlock(&lock);
	return simple_read_from_buffer(buffer, size, offset, text, length);
}

static const struct file_operations operations = {
	.owner = THIS_MODULE,
	.read = state,
	.write = command,
};

static struct miscdevice device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "rig-w1",
	.mode = 0666,
	.fops = &operations,
};

static void remove_buses(int count)
{
	while (count-- > 0) {
		w1_remove_master_device(&bus[count].operations);
		cancel_delayed_work_sync(&bus[count].search);
	}
}

static int __init start(void)
{
	int i, error;

	if (sensors < 0 || sensors > 2 || buses < 1 || buses > 2)
		return -EINVAL;
	for (i = 0; i < sensor_count; i++) {
		give_serial(&sensor[i], 0x5ca1e0 + i);
		// As delivered: alarms at 75 and 70 °C, 12 bits.
		memcpy(sensor[i].eeprom, (u8[]){ 0x4b, 0x46, 0x7f }, 3);
		sensor[i].millidegrees = 22000;
		sensor[i].plugged = i < sensors;
		wake_sensor(&sensor[i]);
	}
	for (i = 0; i < buses; i++) {
		INIT_DELAYED_WORK(&bus[i].search, search_now);
		bus[i].operations = (struct w1_bus_master){
			.data = &bus[i], .touch_bit = touch_bit, .reset_bus = reset_bus, .search = first_search,
		};
		error = w1_add_master_device(&bus[i].operations);
		if (error) {
			remove_buses(i);
			return error;
		}
	}
	error = misc_register(&device);
	if (error)
		remove_buses(buses);
	return error;
}

static void __exit stop(void)
{
	misc_deregister(&device);
	remove_buses(buses);
}

module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("DS18B20 sensors on a simulated 1-Wire bus");
