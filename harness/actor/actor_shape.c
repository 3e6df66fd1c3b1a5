/* SPDX-License-Identifier: BSD-2-Clause */
/* The structures that socket options and control messages carry: C's bytes <-> STRUCT values. */
#include "config.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <linux/errqueue.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>

#include "harness/actor/actor_args.h"
#include "harness/actor/actor_shape.h"
#include "harness/base/err.h"
#include "harness/base/value.h"
#include "harness/names/names.h"

#define SHAPE_COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define FIELD(structure, member, kind) \
	{#member, kind, offsetof(struct structure, member), sizeof(((struct structure *)0)->member), 0, 0}
#define SHAPE(variable, structure, fields) \
	const struct shape variable = {#structure, sizeof(struct structure), fields, SHAPE_COUNT(fields)}

static const struct shape_field shape_linger_fields[] = {
	FIELD(linger, l_onoff, SHAPE_NUMBER),
	FIELD(linger, l_linger, SHAPE_NUMBER),
};
SHAPE(shape_linger, linger, shape_linger_fields);

static const struct shape_field shape_timeval_fields[] = {
	FIELD(timeval, tv_sec, SHAPE_NUMBER),
	FIELD(timeval, tv_usec, SHAPE_NUMBER),
};
SHAPE(shape_timeval, timeval, shape_timeval_fields);

static const struct shape_field shape_timespec_fields[] = {
	FIELD(timespec, tv_sec, SHAPE_NUMBER),
	FIELD(timespec, tv_nsec, SHAPE_NUMBER),
};
SHAPE(shape_timespec, timespec, shape_timespec_fields);

static const struct shape_field shape_packet_info_fields[] = {
	FIELD(in_pktinfo, ipi_ifindex, SHAPE_NUMBER),
	FIELD(in_pktinfo, ipi_spec_dst, SHAPE_ADDRESS4),
	FIELD(in_pktinfo, ipi_addr, SHAPE_ADDRESS4),
};
SHAPE(shape_packet_info, in_pktinfo, shape_packet_info_fields);

static const struct shape_field shape_packet_info6_fields[] = {
	FIELD(in6_pktinfo, ipi6_addr, SHAPE_ADDRESS6),
	FIELD(in6_pktinfo, ipi6_ifindex, SHAPE_UNSIGNED),
};
SHAPE(shape_packet_info6, in6_pktinfo, shape_packet_info6_fields);

static const struct shape_field shape_membership_fields[] = {
	FIELD(ip_mreq, imr_multiaddr, SHAPE_ADDRESS4),
	FIELD(ip_mreq, imr_interface, SHAPE_ADDRESS4),
};
SHAPE(shape_membership, ip_mreq, shape_membership_fields);

static const struct shape_field shape_membership_index_fields[] = {
	FIELD(ip_mreqn, imr_multiaddr, SHAPE_ADDRESS4),
	FIELD(ip_mreqn, imr_address, SHAPE_ADDRESS4),
	FIELD(ip_mreqn, imr_ifindex, SHAPE_NUMBER),
};
SHAPE(shape_membership_index, ip_mreqn, shape_membership_index_fields);

static const struct shape_field shape_membership6_fields[] = {
	FIELD(ipv6_mreq, ipv6mr_multiaddr, SHAPE_ADDRESS6),
	FIELD(ipv6_mreq, ipv6mr_interface, SHAPE_UNSIGNED),
};
SHAPE(shape_membership6, ipv6_mreq, shape_membership6_fields);

static const struct shape_field shape_error_fields[] = {
	FIELD(sock_extended_err, ee_errno, SHAPE_ERRNO),
	FIELD(sock_extended_err, ee_origin, SHAPE_ORIGIN),
	FIELD(sock_extended_err, ee_type, SHAPE_UNSIGNED),
	FIELD(sock_extended_err, ee_code, SHAPE_UNSIGNED),
	FIELD(sock_extended_err, ee_info, SHAPE_UNSIGNED),
	FIELD(sock_extended_err, ee_data, SHAPE_UNSIGNED),
};
SHAPE(shape_error, sock_extended_err, shape_error_fields);

static const struct shape *const shape_all[] = {&shape_linger, &shape_timeval, &shape_timespec,
	&shape_packet_info, &shape_packet_info6, &shape_membership, &shape_membership_index, &shape_membership6, &shape_error};

static const struct shape_field *shape_find_field(const struct shape *shape, const char *name)
{
	for (size_t i = 0; i < shape->count; i++)
		if (strcmp(shape->fields[i].name, name) == 0)
			return &shape->fields[i];
	return NULL;
}

const struct shape *shape_find(const struct value *structure)
{
	for (size_t i = 0; i < SHAPE_COUNT(shape_all); i++) {
		size_t known = 0;

		while (known < structure->count
			&& shape_find_field(shape_all[i], structure->fields[known].name) != NULL)
			known++;
		if (known == structure->count && known > 0)
			return shape_all[i];
	}
	return NULL;
}

static int shape_write_address(const struct shape_field *field, const struct value *value, void *to,
	struct err *err)
{
	int family = field->kind == SHAPE_ADDRESS4 ? AF_INET : AF_INET6;

	if (value->kind != VALUE_ADDRESS || inet_pton(family, value->text, to) != 1)
		return err_set(err, "%s is not an address of the right family", field->name);
	return 0;
}

static int shape_write_number(const struct shape_field *field, const struct value *value, void *to,
	struct err *err)
{
	int64_t wide;
	int32_t narrow;

	if (args_value_number(value, &wide, err) < 0)
		return err_prefix(err, "%s", field->name);
	if (field->size == sizeof wide) {
		memcpy(to, &wide, sizeof wide);
		return 0;
	}
	if (wide < INT32_MIN || wide > UINT32_MAX)
		return err_set(err, "%s does not fit", field->name);
	narrow = (int32_t)(uint32_t)wide;
	if (field->size == sizeof narrow)
		memcpy(to, &narrow, sizeof narrow);
	else
		*(unsigned char *)to = (unsigned char)narrow;
	return 0;
}

int shape_write(const struct shape *shape, const struct value *structure, void *bytes, struct err *err)
{
	memset(bytes, 0, shape->size);
	for (size_t i = 0; i < structure->count; i++) {
		const struct shape_field *field = shape_find_field(shape, structure->fields[i].name);
		const struct value *value = structure->fields[i].value;
		unsigned char *to;

		if (field == NULL)
			return err_set(err, "struct %s has no %.64s", shape->name,
				structure->fields[i].name);
		to = (unsigned char *)bytes + field->offset;
		if (value->kind == VALUE_ANY)
			continue;
		if ((field->kind == SHAPE_ADDRESS4 || field->kind == SHAPE_ADDRESS6
			? shape_write_address(field, value, to, err)
			: shape_write_number(field, value, to, err)) < 0)
			return -1;
	}
	return 0;
}

static uint64_t shape_read_unsigned(const unsigned char *from, size_t size)
{
	uint64_t wide = 0;
	uint32_t word;
	uint16_t half;

	if (size == sizeof wide) {
		memcpy(&wide, from, sizeof wide);
	} else if (size == sizeof word) {
		memcpy(&word, from, sizeof word);
		wide = word;
	} else if (size == sizeof half) {
		memcpy(&half, from, sizeof half);
		wide = half;
	} else {
		wide = from[0];
	}
	/* "No limit" is all ones in places of eight bytes: the largest number that a value holds. */
	return wide > INT64_MAX ? INT64_MAX : wide;
}

static struct value *shape_name_or_number(struct arena *arena, enum names_group group, uint64_t number)
{
	const char *name = names_of(group, (int64_t)number);

	return name != NULL ? value_symbol(arena, name) : value_int(arena, (int64_t)number);
}

static struct value *shape_read_field(const struct shape_field *field, struct arena *arena,
	const unsigned char *from)
{
	char text[INET6_ADDRSTRLEN];
	int64_t wide;
	int32_t narrow;

	switch (field->kind) {
	case SHAPE_NUMBER:
		if (field->size == sizeof wide) {
			memcpy(&wide, from, sizeof wide);
			return value_int(arena, wide);
		}
		memcpy(&narrow, from, sizeof narrow);
		return value_int(arena, narrow);
	case SHAPE_UNSIGNED:
		return value_int(arena, (int64_t)shape_read_unsigned(from, field->size));
	case SHAPE_BITS:
		return value_int(arena, (from[0] >> field->shift) & ((1 << field->bits) - 1));
	case SHAPE_ADDRESS4:
		inet_ntop(AF_INET, from, text, sizeof text);
		return value_address(arena, "AF_INET", text, 0);
	case SHAPE_ADDRESS6:
		inet_ntop(AF_INET6, from, text, sizeof text);
		return value_address(arena, "AF_INET6", text, 0);
	case SHAPE_ERRNO:
		return shape_name_or_number(arena, NAMES_ERRNO, shape_read_unsigned(from, field->size));
	case SHAPE_ORIGIN:
		return shape_name_or_number(arena, NAMES_ORIGIN, shape_read_unsigned(from, field->size));
	case SHAPE_STATE:
		return shape_name_or_number(arena, NAMES_STATE, shape_read_unsigned(from, field->size));
	}
	return value_any(arena);
}

struct value *shape_read(const struct shape *shape, struct arena *arena, const void *bytes, size_t length)
{
	struct value *out = value_struct(arena);

	for (size_t i = 0; i < shape->count; i++) {
		const struct shape_field *field = &shape->fields[i];

		if (field->offset + field->size <= length)
			value_struct_add(arena, out, field->name, shape_read_field(field, arena,
				(const unsigned char *)bytes + field->offset));
	}
	return out;
}
