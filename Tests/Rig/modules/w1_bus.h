// SPDX-License-Identifier: GPL-2.0
// One or two simulated 1-Wire buses with the sensors on them.
#ifndef W1_BUS_H
#define W1_BUS_H

#include "ds18b20.h"
#include "rig_commands.h"

enum { sensor_count = 2 };

// All of this is the lock's of `commands`.
extern struct ds18b20 sensor[sensor_count];
extern struct rig_commands commands;

// On how many buses they hang: 1 or 2.
extern int buses;

// It is there, and says so when the bus is reset.
static inline bool answers(const struct ds18b20 *s) { return s->plugged && s->fault != fault_missing; }

// The kernel looks for this sensor now, instead of at its next search.
void search_soon(int sensor);

int add_buses(void);
void remove_buses(void);

#endif
