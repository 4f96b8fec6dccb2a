// SPDX-License-Identifier: GPL-2.0
// How a module is told what to do: lines of text, written to its device.
#ifndef RIG_COMMANDS_H
#define RIG_COMMANDS_H

#include <linux/err.h>
#include <linux/minmax.h>
#include <linux/mutex.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/wait.h>

struct rig_commands {
	// Held while a line is obeyed, and by whoever else reads or changes what lines do.
	struct mutex lock;
	// Woken after each write.
	wait_queue_head_t obeyed;
	// May change the line; an error: it is no command.
	int (*obey)(char *line);
};

#define RIG_COMMANDS(name, obey_line) { \
	.lock = __MUTEX_INITIALIZER((name).lock), \
	.obeyed = __WAIT_QUEUE_HEAD_INITIALIZER((name).obeyed), \
	.obey = obey_line, \
}

// What was written to the device, line by line up to the first that is no command. Returns what a write does.
static inline ssize_t rig_obey(struct rig_commands *commands, const char __user *buffer, size_t size)
{
	char *text = memdup_user_nul(buffer, min_t(size_t, size, PAGE_SIZE));
	char *rest = text, *line;
	int error = 0;

	if (IS_ERR(text))
		return PTR_ERR(text);
	mutex_lock(&commands->lock);
	while (!error && (line = strsep(&rest, "\n")) != NULL)
		error = commands->obey(line);
	mutex_unlock(&commands->lock);
	wake_up_all(&commands->obeyed);
	if (error)
		pr_err("\"%s\" is no command\n", line);
	kfree(text);
	return error ? error : size;
}

#endif
