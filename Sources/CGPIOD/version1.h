// What shim.h needs of libgpiod 1.6; included by it alone.

static inline int coach_gpio_read_chip(const char *path, struct coach_gpio_chip *info) {
    struct gpiod_chip *chip = gpiod_chip_open(path);
    if (!chip) return coach_gpio_failure();
    coach_gpio_copy_name(info->name, gpiod_chip_name(chip));
    coach_gpio_copy_name(info->label, gpiod_chip_label(chip));
    info->line_count = gpiod_chip_num_lines(chip);
    gpiod_chip_close(chip);
    return 0;
}

static inline int coach_gpio_read_line(const char *path, unsigned int offset, struct coach_gpio_line *info) {
    struct gpiod_chip *chip = gpiod_chip_open(path);
    if (!chip) return coach_gpio_failure();
    struct gpiod_line *line = gpiod_chip_get_line(chip, offset);
    int result = line ? 0 : coach_gpio_failure();
    if (line) {
        info->used = gpiod_line_is_used(line);
        coach_gpio_copy_name(info->consumer, gpiod_line_consumer(line));
    }
    gpiod_chip_close(chip);
    return result;
}

static inline int coach_gpio_set_outputs(struct coach_gpio_outputs *outputs, const bool *values) {
    int levels[COACH_GPIO_MAX_OUTPUTS];
    for (unsigned int i = 0; i < outputs->count; i++) levels[i] = values[i] != outputs->active_low[i];
    return gpiod_line_set_value_bulk(&outputs->lines, levels) < 0 ? coach_gpio_failure() : 0;
}

// Version 1 has one active level for a whole request, so here active low is kept by us.
static inline int coach_gpio_open_outputs(
    const char *path, const unsigned int *offsets, struct coach_gpio_outputs *outputs) {
    struct gpiod_line_request_config config = {
        .consumer = COACH_GPIO_CONSUMER, .request_type = GPIOD_LINE_REQUEST_DIRECTION_OUTPUT, .flags = 0};
    unsigned int requested[COACH_GPIO_MAX_OUTPUTS];
    int off[COACH_GPIO_MAX_OUTPUTS];
    for (unsigned int i = 0; i < outputs->count; i++) {
        requested[i] = offsets[i];
        off[i] = outputs->active_low[i];
    }
    outputs->chip = gpiod_chip_open(path);
    if (!outputs->chip) return coach_gpio_failure();
    gpiod_line_bulk_init(&outputs->lines);
    if (gpiod_chip_get_lines(outputs->chip, requested, outputs->count, &outputs->lines) < 0 ||
        gpiod_line_request_bulk(&outputs->lines, &config, off) < 0) {
        int result = coach_gpio_failure();
        gpiod_chip_close(outputs->chip);
        return result;
    }
    return 0;
}

static inline void coach_gpio_close_outputs(struct coach_gpio_outputs *outputs) {
    gpiod_line_release_bulk(&outputs->lines);
    gpiod_chip_close(outputs->chip);
}

static inline void coach_gpio_close_input(struct coach_gpio_input *input) {
    gpiod_line_release(input->line);
    gpiod_chip_close(input->chip);
}

static inline int coach_gpio_input_descriptor(struct coach_gpio_input *input) {
    return gpiod_line_event_get_fd(input->line);
}

static inline int coach_gpio_open_input(
    const char *path, unsigned int offset, bool active_low, enum coach_gpio_bias bias,
    struct coach_gpio_input *input) {
    struct gpiod_line_request_config config = {
        .consumer = COACH_GPIO_CONSUMER, .request_type = GPIOD_LINE_REQUEST_EVENT_BOTH_EDGES, .flags = 0};
    if (active_low) config.flags |= GPIOD_LINE_REQUEST_FLAG_ACTIVE_LOW;
    switch (bias) {
    case COACH_GPIO_BIAS_DISABLED: config.flags |= GPIOD_LINE_REQUEST_FLAG_BIAS_DISABLE; break;
    case COACH_GPIO_BIAS_PULL_UP: config.flags |= GPIOD_LINE_REQUEST_FLAG_BIAS_PULL_UP; break;
    case COACH_GPIO_BIAS_PULL_DOWN: config.flags |= GPIOD_LINE_REQUEST_FLAG_BIAS_PULL_DOWN; break;
    }
    input->chip = gpiod_chip_open(path);
    if (!input->chip) return coach_gpio_failure();
    input->line = gpiod_chip_get_line(input->chip, offset);
    if (!input->line || gpiod_line_request(input->line, &config, 0) < 0) {
        int result = coach_gpio_failure();
        gpiod_chip_close(input->chip);
        return result;
    }
    return 0;
}

static inline int coach_gpio_input_value(struct coach_gpio_input *input) {
    int value = gpiod_line_get_value(input->line);
    return value < 0 ? coach_gpio_failure() : value;
}

static inline int coach_gpio_read_edges(struct coach_gpio_input *input, struct coach_gpio_edge *edges) {
    struct gpiod_line_event events[COACH_GPIO_EDGE_BATCH];
    int count;
    do count = gpiod_line_event_read_multiple(input->line, events, COACH_GPIO_EDGE_BATCH);
    while (count < 0 && errno == EINTR);
    if (count < 0) return errno == EAGAIN ? 0 : coach_gpio_failure();
    for (int i = 0; i < count; i++) {
        edges[i].active = events[i].event_type == GPIOD_LINE_EVENT_RISING_EDGE;
        edges[i].monotonic_ns = (uint64_t)events[i].ts.tv_sec * 1000000000u + (uint64_t)events[i].ts.tv_nsec;
    }
    return count;
}
