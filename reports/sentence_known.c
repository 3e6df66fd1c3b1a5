/* SPDX-License-Identifier: BSD-2-Clause */
/* The reasons of baselines/linux.tsv, to be said in other languages. tests/lint/sentences.tap looks that none is missing. */
#include "config.h"

#include "harness/base/lang.h"
#include "reports/sentence.h"

const struct sentence_form sentence_known[] = {
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux acknowledges every second segment only while the window moves on, else by the timer")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux answers a SYN from the broadcast address of its own network unless it checks the way back (rp_filter)")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux answers a SYN that TIME_WAIT does not take with an acknowledgement")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux answers a segment for which there is no connection with a reset without options")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux begins with ten segments, as RFC 6928 allows")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux checks on its short way only that an acknowledgement is not too high, and queues the data before it looks further")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux does not go below 48 bytes of options and data (tcp_min_snd_mss)")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux drops the data of a SYN unless Fast Open was asked for")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux drops the data of the answer to a SYN")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux fills the first SYN by the size of its own network, also where it knows none of the server's")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux gives a SYN up after 127 seconds, or 131 since it sends the first ones a second apart (tcp_syn_retries)")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux gives an open up at the first soft error, as RFC 5461 describes")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux grows the window by the segments that were acknowledged, not by the acknowledgements")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux hands out what comes from the broadcast address of its own network, unless it checks the way back (rp_filter)")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux judges a SYN without an old time stamp to compare with by its sequence number alone")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux keeps a first flight of ten after one lost SYN, as RFC 6928 advises")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux lets a reset end TIME_WAIT (tcp_rfc1337=0), and takes foreseen data without a look at what they acknowledge")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux lets any reset end TIME_WAIT that fits, early or late (tcp_rfc1337=0)")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux lets no timeout fall below 200 ms, not a second (tcp_rto_min_us)")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux lets only programs with CAP_NET_RAW prescribe a route")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux looks at MSG_OOB on a datagram socket over IPv4 only, and sends a plain datagram over IPv6")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux looks at no mark on a segment that does not fit the window, a probe of one that is closed included")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux never repeats more than lies in the last announced window")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux queues what comes after SHUT_RD and recv hands it out")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux reads an answer with CWR as one that agrees to AccECN, whatever the SYN asked for")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux repeats a SYN four times a second apart before it begins to double (tcp_syn_linear_timeouts)")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux repeats its SYN at once when something with a wrong acknowledgement comes, also a reset")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux repeats the bits of the datagram that the error is about")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux stays with the route that came with the SYN")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux takes a timeout within a recovery for the same loss and leaves the threshold; the window falls to one segment")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux takes hard errors for soft ones while a connection stands, against forged ones, as RFC 5927 advises")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux takes segments without the time stamp that was agreed on")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux tells a program nothing of repetitions before it gives the connection up; TCP_INFO counts them")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux tells a reset from a refusal by the state alone, and SYN_RECEIVED counts as connected")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux tells nobody that a datagram was not put together, over IPv4")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux tries Fast Open again at the next visit after a SYN with data was lost")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("Linux, like all whose sockets come from Berkeley, has one urgent byte: the last one")},
	{SENTENCE_WHOLE | SENTENCE_PART, N_("With SACK Linux finds losses by time (RACK, RFC 8985), not by the third duplicate")},
	{0, NULL},
};
