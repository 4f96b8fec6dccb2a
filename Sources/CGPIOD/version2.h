// What shim.h needs of libgpiod 2.x; included by it alone.

static inline int coach_gpio_read_chip(const char *path, struct coach_gpio_chip *result) {
    struct gpiod_chip *chip = gpiod_chip_open(path);
    if (!chip) return coach_gpio_failure();
    struct gpiod_chip_info *info = gpiod_chip_get_info(chip);
    int status = info ? 0 : coach_gpio_failure();
    if (info) {
        coach_gpio_copy_name(result->name, gpiod_chip_info_get_name(info));
        coach_gpio_copy_name(result->label, gpiod_chip_info_get_label(info));
        result->line_count = (unsigned int)gpiod_chip_info_get_num_lines(info);
        gpiod_chip_info_free(info);
    }
    gpiod_chip_close(chip);
    return status;
}

static inline int coach_gpio_read_line(const char *path, unsigned int offset, struct coach_gpio_line *result) {
    struct gpiod_chip *chip = gpiod_chip_open(path);
    if (!chip) return coach_gpio_failure();
    struct gpiod_line_info *info = gpiod_chip_get_line_info(chip, offset);
    int status = info ? 0 : coach_gpio_failure();
    if (info) {
        result->used = gpiod_line_info_is_used(info);
        coach_gpio_copy_name(result->consumer, gpiod_line_info_get_consumer(info));
        gpiod_line_info_free(info);
    }
    gpiod_chip_close(chip);
    return status;
}

// A request of lines that share their settings or, with an active_low array, all but that.
static inline struct gpiod_line_request *coach_gpio_request(
    const char *path, const unsigned int *offsets, const bool *active_low, unsigned int count,
    struct gpiod_line_settings *settings) {
    struct gpiod_line_request *request = NULL;
    struct gpiod_chip *chip = gpiod_chip_open(path);
    struct gpiod_line_config *lines = chip ? gpiod_line_config_new() : NULL;
    struct gpiod_request_config *config = lines ? gpiod_request_config_new() : NULL;
    if (config) {
        gpiod_request_config_set_consumer(config, COACH_GPIO_CONSUMER);
        gpiod_request_config_set_event_buffer_size(config, COACH_GPIO_EDGES_KEPT);
        int status = 0;
        for (unsigned int i = 0; i < count && status == 0; i++) {
            gpiod_line_settings_set_active_low(settings, active_low[i]);
            status = gpiod_line_config_add_line_settings(lines, &offsets[i], 1, settings);
        }
        if (status == 0) request = gpiod_chip_request_lines(chip, config, lines);
    }
    int saved = errno;
    if (config) gpiod_request_config_free(config);
    if (lines) gpiod_line_config_free(lines);
    if (chip) gpiod_chip_close(chip); // a request lives on without its chip
    errno = saved;
    return request;
}

static inline int coach_gpio_set_outputs(struct coach_gpio_outputs *outputs, const bool *values) {
    enum gpiod_line_value levels[COACH_GPIO_MAX_OUTPUTS];
    for (unsigned int i = 0; i < outputs->count; i++)
        levels[i] = values[i] ? GPIOD_LINE_VALUE_ACTIVE : GPIOD_LINE_VALUE_INACTIVE;
    return gpiod_line_request_set_values(outputs->request, levels) < 0 ? coach_gpio_failure() : 0;
}

static inline int coach_gpio_open_outputs(
    const char *path, const unsigned int *offsets, struct coach_gpio_outputs *outputs) {
    struct gpiod_line_settings *settings = gpiod_line_settings_new();
    if (!settings) return coach_gpio_failure();
    gpiod_line_settings_set_direction(settings, GPIOD_LINE_DIRECTION_OUTPUT);
    gpiod_line_settings_set_output_value(settings, GPIOD_LINE_VALUE_INACTIVE);
    outputs->request = coach_gpio_request(path, offsets, outputs->active_low, outputs->count, settings);
    int result = outputs->request ? 0 : coach_gpio_failure();
    gpiod_line_settings_free(settings);
    return result;
}

static inline void coach_gpio_close_outputs(struct coach_gpio_outputs *outputs) {
    gpiod_line_request_release(outputs->request);
}

static inline void coach_gpio_close_input(struct coach_gpio_input *input) {
    gpiod_line_request_release(input->request);
    gpiod_edge_event_buffer_free(input->events);
}

static inline int coach_gpio_input_descriptor(struct coach_gpio_input *input) {
    return gpiod_line_request_get_fd(input->request);
}

static inline int coach_gpio_open_input(
    const char *path, unsigned int offset, bool active_low, enum coach_gpio_bias bias,
    struct coach_gpio_input *input) {
    struct gpiod_line_settings *settings = gpiod_line_settings_new();
    if (!settings) return coach_gpio_failure();
    gpiod_line_settings_set_direction(settings, GPIOD_LINE_DIRECTION_INPUT);
    gpiod_line_settings_set_edge_detection(settings, GPIOD_LINE_EDGE_BOTH);
    gpiod_line_settings_set_event_clock(settings, GPIOD_LINE_CLOCK_MONOTONIC);
    switch (bias) {
    case COACH_GPIO_BIAS_DISABLED: gpiod_line_settings_set_bias(settings, GPIOD_LINE_BIAS_DISABLED); break;
    case COACH_GPIO_BIAS_PULL_UP: gpiod_line_settings_set_bias(settings, GPIOD_LINE_BIAS_PULL_UP); break;
    case COACH_GPIO_BIAS_PULL_DOWN: gpiod_line_settings_set_bias(settings, GPIOD_LINE_BIAS_PULL_DOWN); break;
    }
    input->offset = offset;
    input->events = gpiod_edge_event_buffer_new(COACH_GPIO_EDGE_BATCH);
    input->request = input->events ? coach_gpio_request(path, &offset, &active_low, 1, settings) : NULL;
    int result = input->request ? 0 : coach_gpio_failure();
    gpiod_line_settings_free(settings);
    if (result < 0 && input->events) gpiod_edge_event_buffer_free(input->events);
    return result;
}

static inline int coach_gpio_input_value(struct coach_gpio_input *input) {
    enum gpiod_line_value value = gpiod_line_request_get_value(input->request, input->offset);
    if (value == GPIOD_LINE_VALUE_ERROR) return coach_gpio_failure();
    return value == GPIOD_LINE_VALUE_ACTIVE;
}

static inline int coach_gpio_read_edges(struct coach_gpio_input *input, struct coach_gpio_edge *edges) {
    int count;
    do count = gpiod_line_request_read_edge_events(input->request, input->events, COACH_GPIO_EDGE_BATCH);
    while (count < 0 && errno == EINTR);
    if (count < 0) return errno == EAGAIN ? 0 : coach_gpio_failure();
    for (int i = 0; i < count; i++) {
        struct gpiod_edge_event *event = gpiod_edge_event_buffer_get_event(input->events, (unsigned long)i);
        edges[i].active = gpiod_edge_event_get_event_type(event) == GPIOD_EDGE_EVENT_RISING_EDGE;
        edges[i].monotonic_ns = gpiod_edge_event_get_timestamp_ns(event);
    }
    return count;
}
