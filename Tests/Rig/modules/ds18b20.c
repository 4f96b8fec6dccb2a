// SPDX-License-Identifier: GPL-2.0
#include "ds18b20.h"

#include <linux/kernel.h>
#include <linux/math.h>
#include <linux/string.h>
#include <linux/w1.h>

const char *const ds18b20_fault_names[fault_count] = {
	"ok", "crc", "empty", "power-on", "low-power", "all-zero", "out-of-range", "stuck", "hung", "missing"
};

static void seal(struct ds18b20 *s) { s->scratchpad[8] = w1_calc_crc8(s->scratchpad, 8); }

static void hold(struct ds18b20 *s, u16 raw, u8 count_remain)
{
	s->scratchpad[0] = raw & 0xff;
	s->scratchpad[1] = raw >> 8;
	s->scratchpad[5] = 0xff;
	s->scratchpad[6] = count_remain;
	s->scratchpad[7] = 0x10;
	seal(s);
}

void ds18b20_recall(struct ds18b20 *s)
{
	memcpy(s->scratchpad + 2, s->eeprom, sizeof(s->eeprom));
	seal(s);
}

void ds18b20_copy_to_eeprom(struct ds18b20 *s) { memcpy(s->eeprom, s->scratchpad + 2, sizeof(s->eeprom)); }

void ds18b20_wake(struct ds18b20 *s)
{
	ds18b20_recall(s);
	s->converting = false;
	hold(s, 0x0550, 0x0c);
}

void ds18b20_give_serial(struct ds18b20 *s, u64 serial)
{
	int i;

	s->rom[0] = 0x28;
	for (i = 0; i < 6; i++)
		s->rom[1 + i] = serial >> (8 * i);
	s->rom[7] = w1_calc_crc8(s->rom, 7);
}

void ds18b20_init(struct ds18b20 *s, u64 serial)
{
	ds18b20_give_serial(s, serial);
	// Alarms at 75 and 70 °C, 12 bits.
	memcpy(s->eeprom, (u8[]){ 0x4b, 0x46, 0x7f }, sizeof(s->eeprom));
	s->millidegrees = 22000;
	ds18b20_wake(s);
}

// The conversion.

static unsigned int resolution_bits(const struct ds18b20 *s) { return 9 + (s->scratchpad[4] >> 5 & 3); }

static void measure(struct ds18b20 *s, int millidegrees)
{
	int raw = clamp(DIV_ROUND_CLOSEST(millidegrees * 16, 1000), -55 * 16, 125 * 16);

	// Below 12 bits the lowest ones are undefined, and zero here.
	raw &= ~((1 << (12 - resolution_bits(s))) - 1);
	hold(s, raw, 0x10 - (raw & 0xf));
}

static void end_conversion(struct ds18b20 *s)
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

void ds18b20_settle(struct ds18b20 *s)
{
	if (s->converting && ktime_compare(ktime_get(), s->converted_at) >= 0)
		end_conversion(s);
}

unsigned int ds18b20_conversion_ms(const struct ds18b20 *s) { return 750 >> (12 - resolution_bits(s)); }

void ds18b20_begin_conversion(struct ds18b20 *s)
{
	s->converting = true;
	s->converted_at = ktime_add_ms(ktime_get(), ds18b20_conversion_ms(s));
}

// The scratchpad, bit by bit.

bool ds18b20_read_bit(struct ds18b20 *s, unsigned int bit)
{
	bool is_set = bit >= 8 * ds18b20_scratchpad_length || (s->scratchpad[bit / 8] >> (bit % 8) & 1);

	if (s->fault == fault_all_zero)
		return false;
	// One bit in the checksum: the bytes before it stay what they are.
	if (bit == 8 * ds18b20_scratchpad_length - 2) {
		if (s->fault == fault_crc)
			return !is_set;
		if (s->answers_to_spoil > 0) {
			s->answers_to_spoil--;
			return !is_set;
		}
	}
	return is_set;
}

void ds18b20_write_bit(struct ds18b20 *s, unsigned int bit, bool value)
{
	u8 *byte = &s->scratchpad[2 + bit / 8];

	*byte = (*byte & ~(1 << bit % 8)) | value << bit % 8;
	seal(s);
}
