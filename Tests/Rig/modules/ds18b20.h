// SPDX-License-Identifier: GPL-2.0
// A DS18B20 as its data sheet has it, and the ways in which it fails. Its functions take no time and hold no lock.
#ifndef DS18B20_H
#define DS18B20_H

#include <linux/ktime.h>
#include <linux/types.h>

enum { ds18b20_scratchpad_length = 9, ds18b20_settings_length = 3 };

enum ds18b20_fault {
	no_fault, fault_crc, fault_empty, fault_power_on, fault_low_power, fault_all_zero, fault_out_of_range,
	fault_stuck, fault_hung, fault_missing, fault_count
};

// In the words of a command.
extern const char *const ds18b20_fault_names[fault_count];

struct ds18b20 {
	u8 rom[8];
	bool plugged;
	int millidegrees;
	enum ds18b20_fault fault;
	unsigned int slow_ms;
	// What the next read-scratchpad command sends, and what is in the EEPROM: alarm limits and configuration.
	u8 scratchpad[ds18b20_scratchpad_length];
	u8 eeprom[ds18b20_settings_length];
	bool converting;
	ktime_t converted_at;
	unsigned int conversions;
	// Of fault_empty: how many answers are still to be spoilt after the last conversion.
	int answers_to_spoil;
};

// As delivered, by its serial number of 48 bits.
void ds18b20_init(struct ds18b20 *s, u64 serial);
void ds18b20_give_serial(struct ds18b20 *s, u64 serial);
// Its supply is there again.
void ds18b20_wake(struct ds18b20 *s);

unsigned int ds18b20_conversion_ms(const struct ds18b20 *s);
void ds18b20_begin_conversion(struct ds18b20 *s);
// To be called before anything that a conversion's end depends on is read or changed.
void ds18b20_settle(struct ds18b20 *s);

// What it says in answer to the read-scratchpad command, and what the write-scratchpad command tells it.
bool ds18b20_read_bit(struct ds18b20 *s, unsigned int bit);
void ds18b20_write_bit(struct ds18b20 *s, unsigned int bit, bool value);
void ds18b20_copy_to_eeprom(struct ds18b20 *s);
void ds18b20_recall(struct ds18b20 *s);

#endif
