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

#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/uaccess.h>

#include "w1_bus.h"

static int sensors = 1;
module_param(sensors, int, 0444);
module_param(buses, int, 0444);

static int obey(char *line)
{
	char *verb, *argument;
	struct ds18b20 *s;
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

	ds18b20_settle(s);
	answered = answers(s);
	if (!strcmp(verb, "temp") && argument)
		return kstrtoint(argument, 10, &s->millidegrees);
	if (!strcmp(verb, "slow") && argument)
		return kstrtouint(argument, 10, &s->slow_ms);
	if (!strcmp(verb, "serial") && argument) {
		if (strlen(argument) != 12 || kstrtoull(argument, 16, &serial))
			return -EINVAL;
		ds18b20_give_serial(s, serial);
		ds18b20_wake(s);
		search_soon(s - sensor);
		return 0;
	}
	if (!strcmp(verb, "fault") && argument) {
		fault = match_string(ds18b20_fault_names, ARRAY_SIZE(ds18b20_fault_names), argument);
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
		ds18b20_wake(s);
		if (strcmp(verb, "unplugged"))
			search_soon(s - sensor);
	}
	return 0;
}

struct rig_commands commands = RIG_COMMANDS(commands, obey);

static ssize_t command(struct file *file, const char __user *buffer, size_t size, loff_t *offset)
{
	return rig_obey(&commands, buffer, size);
}

static ssize_t state(struct file *file, char __user *buffer, size_t size, loff_t *offset)
{
	char text[256];
	int length = 0, i;

	mutex_lock(&commands.lock);
	for (i = 0; i < sensor_count; i++) {
		struct ds18b20 *s = &sensor[i];

		ds18b20_settle(s);
		length += scnprintf(text + length, sizeof(text) - length,
				    "%d 28-%02x%02x%02x%02x%02x%02x %s temp %d %s slow %u conversions %u\n", i,
				    s->rom[6], s->rom[5], s->rom[4], s->rom[3], s->rom[2], s->rom[1],
				    s->plugged ? "present" : "absent", s->millidegrees, ds18b20_fault_names[s->fault],
				    s->slow_ms, s->conversions);
	}
	mutex_unlock(&commands.lock);
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

static int __init start(void)
{
	int i, error;

	if (sensors < 0 || sensors > sensor_count || buses < 1 || buses > sensor_count)
		return -EINVAL;
	for (i = 0; i < sensor_count; i++) {
		ds18b20_init(&sensor[i], 0x5ca1e0 + i);
		sensor[i].plugged = i < sensors;
	}
	error = add_buses();
	if (error)
		return error;
	error = misc_register(&device);
	if (error)
		remove_buses();
	return error;
}

static void __exit stop(void)
{
	misc_deregister(&device);
	remove_buses();
}

module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("DS18B20 sensors on a simulated 1-Wire bus");
