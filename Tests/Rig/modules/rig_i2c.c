// SPDX-License-Identifier: GPL-2.0
// An I²C bus with one temperature chip on it, a TMP175 of 12 bits at 0x48, for the kernel's own lm75 driver.
// Unlike i2c-stub's, its chip can fail.
//
// /dev/rig-i2c takes lines of one command:
//   temp 4500      true temperature in millidegrees, measured in sixteenths of 1 °C
//   fault NAME     crc (the transfer fails: EIO), missing (nobody acknowledges: ENXIO), hung (a transfer does not end
//                  before `ok`), out-of-range (110 °C), stuck (the value of before)
//   ok             ends the fault
// The chip's driver is bound as on any bus: echo tmp175 0x48 >/sys/bus/i2c/devices/i2c-N/new_device.
//
// Source: TMP175 data sheet (register 0: sixteenths of 1 °C from bit 4 on; registers are big-endian).
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/fs.h>
#include <linux/i2c.h>
#include <linux/math.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sched/signal.h>

#include "rig_commands.h"

enum { chip_address = 0x48, register_count = 4, temperature_register = 0, configuration_register = 1 };

enum fault { no_fault, fault_crc, fault_missing, fault_hung, fault_out_of_range, fault_stuck };

static const char *const fault_names[] = { "ok", "crc", "missing", "hung", "out-of-range", "stuck" };

static int obey(char *line);

static struct rig_commands commands = RIG_COMMANDS(commands, obey);
static enum fault fault;
static int millidegrees = 22000;
// As a byte for the configuration, big-endian words for the others: temperature, hysteresis 75 °C, limit 80 °C.
static u16 registers[register_count] = { 22 << 8, 0, 75 << 8, 80 << 8 };

static void measure(void)
{
	int true_value = fault == fault_out_of_range ? 110000 : millidegrees;

	if (fault != fault_stuck)
		registers[temperature_register] = DIV_ROUND_CLOSEST(true_value * 16, 1000) << 4;
}

static s32 transfer_byte(char read_write, u8 index, union i2c_smbus_data *data)
{
	if (read_write == I2C_SMBUS_READ)
		data->byte = registers[index];
	else
		registers[index] = data->byte;
	return 0;
}

static s32 transfer_word(char read_write, u8 index, union i2c_smbus_data *data)
{
	// SMBus words are little-endian.
	if (read_write == I2C_SMBUS_READ)
		data->word = swab16(registers[index]);
	else
		registers[index] = swab16(data->word);
	return 0;
}

static s32 transfer(struct i2c_adapter *adapter, u16 address, unsigned short flags, char read_write, u8 index,
		    int size, union i2c_smbus_data *data)
{
	s32 result;

	if (address != chip_address)
		return -ENXIO;
	// Killing the reader ends it, as it does not on a real bus.
	if (wait_event_killable(commands.obeyed, READ_ONCE(fault) != fault_hung))
		return -EINTR;
	mutex_lock(&commands.lock);
	measure();
	if (fault == fault_missing)
		result = -ENXIO;
	else if (fault == fault_crc)
		result = -EIO;
	else if (size == I2C_SMBUS_QUICK)
		result = 0;
	else if (index >= register_count)
		result = -ENXIO;
	else if (size == I2C_SMBUS_BYTE_DATA)
		result = transfer_byte(read_write, index, data);
	else if (size == I2C_SMBUS_WORD_DATA)
		result = transfer_word(read_write, index, data);
	else
		result = -EOPNOTSUPP;
	mutex_unlock(&commands.lock);
	return result;
}

static u32 functionality(struct i2c_adapter *adapter)
{
	return I2C_FUNC_SMBUS_QUICK | I2C_FUNC_SMBUS_BYTE_DATA | I2C_FUNC_SMBUS_WORD_DATA;
}

static const struct i2c_algorithm algorithm = { .smbus_xfer = transfer, .functionality = functionality };

static struct i2c_adapter adapter = { .owner = THIS_MODULE, .algo = &algorithm, .name = "rig-i2c" };

static int obey(char *line)
{
	char *argument;
	int value;

	line = strim(line);
	if (!*line)
		return 0;
	argument = strchr(line, ' ');
	if (argument)
		*argument++ = '\0';
	if (!strcmp(line, "temp") && argument)
		return kstrtoint(argument, 10, &millidegrees);
	if (!strcmp(line, "ok")) {
		fault = no_fault;
		return 0;
	}
	if (strcmp(line, "fault") || !argument)
		return -EINVAL;
	value = match_string(fault_names, ARRAY_SIZE(fault_names), argument);
	if (value < 0)
		return -EINVAL;
	// What stays is the value of before the fault.
	measure();
	fault = value;
	return 0;
}

static ssize_t command(struct file *file, const char __user *buffer, size_t size, loff_t *offset)
{
	return rig_obey(&commands, buffer, size);
}

static const struct file_operations operations = { .owner = THIS_MODULE, .write = command };

static struct miscdevice device = {
	.minor = MISC_DYNAMIC_MINOR, .name = "rig-i2c", .mode = 0666, .fops = &operations,
};

static int __init start(void)
{
	int error = i2c_add_adapter(&adapter);

	if (error)
		return error;
	error = misc_register(&device);
	if (error)
		i2c_del_adapter(&adapter);
	return error;
}

static void __exit stop(void)
{
	misc_deregister(&device);
	i2c_del_adapter(&adapter);
}

module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("A temperature chip on a simulated I2C bus");
