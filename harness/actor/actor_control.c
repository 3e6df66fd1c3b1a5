/* SPDX-License-Identifier: BSD-2-Clause */
/* Control messages, in and out. */
#include "config.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <linux/udp.h>
#include <string.h>
#include <sys/socket.h>

#include "harness/actor/actor_args.h"
#include "harness/actor/actor_buffer.h"
#include "harness/actor/actor_call.h"
#include "harness/actor/actor_control.h"
#include "harness/actor/actor_message.h"
#include "harness/actor/actor_option.h"
#include "harness/actor/actor_shape.h"
#include "harness/base/arena.h"
#include "harness/names/names.h"

#define CONTROL_MOST 64        /* messages in one request or answer */
#define CONTROL_DATA_MOST 4096 /* bytes of one */

struct control_piece {
	int level, type;
	struct option_bytes data;
};

static int control_read_piece(struct call *call, const struct value *item, struct control_piece *piece)
{
	const struct value *data = value_field(item, "data");

	if (item->kind != VALUE_STRUCT)
		return err_set(&call->failure, "not a structure");
	if (args_field_int(item, "cmsg_level", 0, &piece->level, &call->failure) < 0
		|| args_field_int(item, "cmsg_type", 0, &piece->type, &call->failure) < 0)
		return -1;
	if (data == NULL || data->kind == VALUE_NULL)
		data = value_bytes(call->arena, "", 0);
	if (option_bytes_read(call, data, &piece->data) < 0)
		return err_prefix(&call->failure, "data");
	if (piece->data.length > CONTROL_DATA_MOST)
		return err_set(&call->failure, "data is more than %d bytes", CONTROL_DATA_MOST);
	return 0;
}

struct value *control_build(struct call *call, const struct value *list)
{
	struct control_piece *pieces;
	unsigned char *bytes, *at;
	size_t total = 0;

	if (list->kind == VALUE_BYTES)
		return value_bytes(call->arena, list->bytes, list->length);
	if (list->kind != VALUE_ARRAY || list->count > CONTROL_MOST) {
		err_set(&call->failure, "not an array of at most %d control messages", CONTROL_MOST);
		return NULL;
	}
	pieces = arena_array(call->arena, list->count + 1, sizeof *pieces);
	for (size_t i = 0; i < list->count; i++) {
		if (control_read_piece(call, list->items[i], &pieces[i]) < 0) {
			err_prefix(&call->failure, "control message %zu", i + 1);
			return NULL;
		}
		total += CMSG_SPACE(pieces[i].data.length);
	}
	at = bytes = arena_alloc(call->arena, total + 1);
	for (size_t i = 0; i < list->count; i++) {
		struct cmsghdr header = {
			.cmsg_len = CMSG_LEN(pieces[i].data.length),
			.cmsg_level = pieces[i].level,
			.cmsg_type = pieces[i].type,
		};

		memcpy(at, &header, sizeof header);
		memcpy(at + CMSG_LEN(0), pieces[i].data.bytes, pieces[i].data.length);
		at += CMSG_SPACE(pieces[i].data.length);
	}
	return value_bytes(call->arena, bytes, total);
}

/* The structure that a control message holds, NULL where it is none of those that are known. */
static const struct shape *control_shape(int level, int type)
{
	if (level == IPPROTO_IP && type == IP_PKTINFO)
		return &shape_packet_info;
	if (level == IPPROTO_IPV6 && type == IPV6_PKTINFO)
		return &shape_packet_info6;
	if ((level == IPPROTO_IP && type == IP_RECVERR) || (level == IPPROTO_IPV6 && type == IPV6_RECVERR))
		return &shape_error;
	if (level == SOL_SOCKET && type == SCM_TIMESTAMPNS)
		return &shape_timespec;
	return level == SOL_SOCKET && type == SCM_TIMESTAMP ? &shape_timeval : NULL;
}

static bool control_is_int(int level, int type)
{
	/* TOS: in what IP_PKTOPTIONS gives, otherwise it is one byte. */
	if (level == IPPROTO_IP)
		return type == IP_TTL || type == IP_TOS;
	if (level == IPPROTO_IPV6)
		return type == IPV6_HOPLIMIT || type == IPV6_TCLASS;
	if (level == IPPROTO_TCP)
		return type == TCP_CM_INQ;
	if (level == SOL_SOCKET)
		return type == SO_RXQ_OVFL;
	return level == IPPROTO_UDP && (type == UDP_GRO || type == UDP_SEGMENT);
}

/* Several of a kind in a row: descriptors, and the times that a packet passed one place after the other. */
static struct value *control_array(struct call *call, int type, const unsigned char *data, size_t length)
{
	size_t size = type == SCM_RIGHTS ? sizeof(int) : sizeof(struct timespec);
	struct value *array = value_array(call->arena, length / size);
	int number;

	for (size_t i = 0; i < array->count; i++) {
		if (type != SCM_RIGHTS) {
			array->items[i] = shape_read(&shape_timespec, call->arena, data + i * size, size);
			continue;
		}
		memcpy(&number, data + i * size, sizeof number);
		array->items[i] = value_int(call->arena, number);
	}
	return array;
}

static struct value *control_data(struct call *call, int level, int type, const unsigned char *data,
	size_t length)
{
	const struct shape *shape = control_shape(level, type);
	struct value *out, *offender;
	int number;

	if (control_is_int(level, type) && length == sizeof number) {
		memcpy(&number, data, sizeof number);
		return option_number(call, number);
	}
	if (level == SOL_SOCKET && (type == SCM_RIGHTS || type == SCM_TIMESTAMPING))
		return control_array(call, type, data, length);
	if (level == IPPROTO_IP && type == IP_TOS && length == 1)
		return option_number(call, data[0]);
	if (shape == NULL || length < shape->size)
		return value_bytes(call->arena, data, length);
	out = shape_read(shape, call->arena, data, length);
	if (shape != &shape_error)
		return out;
	/* Behind an error stands the address of who sent it. */
	offender = address_to_value(call->arena, data + shape->size, length - shape->size);
	if (offender != NULL)
		value_struct_add(call->arena, out, "offender", offender);
	return out;
}

static const char *control_type_name(int level, int type)
{
	if (level == IPPROTO_IP)
		return names_of(NAMES_IP, type);
	if (level == IPPROTO_IPV6)
		return names_of(NAMES_IPV6, type);
	if (level == IPPROTO_UDP)
		return names_of(NAMES_UDP, type);
	if (level == IPPROTO_TCP)
		return names_of(NAMES_TCP, type);
	return level == SOL_SOCKET ? names_of(NAMES_SO, type) : NULL;
}

static struct value *control_name(struct call *call, const char *name, int number)
{
	return name != NULL ? value_symbol(call->arena, name) : value_int(call->arena, number);
}

static struct value *control_take_piece(struct call *call, const struct cmsghdr *piece,
	const unsigned char *end)
{
	const unsigned char *data = (const unsigned char *)piece + CMSG_LEN(0);
	size_t most = data < end ? (size_t)(end - data) : 0;
	size_t length = piece->cmsg_len >= CMSG_LEN(0) ? piece->cmsg_len - CMSG_LEN(0) : 0;
	struct value *out = value_struct(call->arena);

	value_struct_add(call->arena, out, "cmsg_level", control_name(call,
		names_of(NAMES_LEVEL, piece->cmsg_level), piece->cmsg_level));
	value_struct_add(call->arena, out, "cmsg_type", control_name(call,
		control_type_name(piece->cmsg_level, piece->cmsg_type), piece->cmsg_type));
	value_struct_add(call->arena, out, "data", control_data(call, piece->cmsg_level,
		piece->cmsg_type, data, length < most ? length : most));
	return out;
}

/* The messages that a header has, `end` is behind the memory of theirs. */
static struct value *control_list(struct call *call, struct msghdr *header, const unsigned char *end)
{
	struct value *array, *found[CONTROL_MOST];
	size_t count = 0;

	for (struct cmsghdr *piece = CMSG_FIRSTHDR(header); piece != NULL && count < CONTROL_MOST;
		piece = CMSG_NXTHDR(header, piece))
		found[count++] = control_take_piece(call, piece, end);
	array = value_array(call->arena, count);
	for (size_t i = 0; i < count; i++)
		array->items[i] = found[i];
	return array;
}

struct value *control_value(struct call *call, const unsigned char *bytes, size_t length)
{
	/* A copy that is aligned as the kernel's macros want it. */
	unsigned char *aligned = arena_alloc(call->arena, length + sizeof(struct cmsghdr));
	struct msghdr header = { .msg_control = aligned, .msg_controllen = length };

	memcpy(aligned, bytes, length);
	return control_list(call, &header, aligned + length);
}

struct value *control_take(struct call *call, const struct message *message, ssize_t result)
{
	struct msghdr header = message->header;

	if (header.msg_control == NULL)
		return value_null(call->arena);
	if (result < 0 || header.msg_controllen > message->control_offered)
		return value_array(call->arena, 0);
	/* How much came is msg_controllen now; the rest must be as it was. */
	buffer_take(call, message->control, header.msg_controllen);
	if (header.msg_controllen > message->control->room)
		header.msg_controllen = message->control->room;
	return control_list(call, &header, message->control->data + header.msg_controllen);
}
