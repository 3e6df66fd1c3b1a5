/* SPDX-License-Identifier: BSD-2-Clause */
/* The index and the matrix: filters that stand in the address, so that "all failures of recv" can be sent as a link. */
"use strict";

(function () {
	const narrow = document.querySelector(".narrow");
	if (!narrow)
		return;
	const choices = Array.from(document.querySelectorAll("input[name=show], input[name=rows]"));
	const rows = Array.from(document.querySelectorAll("tr.case, tr.row"), (row) => ({
		row,
		chapter: row.closest("[data-chapter]") ? row.closest("[data-chapter]").dataset.chapter : "",
		uses: row.dataset.uses ? row.dataset.uses.split(" ") : [],
		text: null,
	}));
	const chapters = Array.from(document.querySelectorAll(".chapter, .part, .document"));
	const fields = Array.from(narrow.querySelectorAll("input, select"));
	const output = narrow.querySelector("output");
	const clear = narrow.querySelector("button");

	/* What can be chosen: the names that the rows have, and the chapters by their titles. */
	function offer() {
		const names = new Set(rows.flatMap((entry) => entry.uses));
		const sorted = Array.from(names).sort();
		for (const [id, wanted] of [["find-call-list", false], ["find-req-list", true]]) {
			const list = document.getElementById(id);
			if (list)
				list.append(...sorted.filter((name) => name.includes(":") === wanted).map((name) => new Option(name, name)));
		}
		const select = document.getElementById("find-chapter");
		for (const chapter of select ? chapters : []) {
			if (chapter.dataset.chapter)
				select.append(new Option(chapter.querySelector("h3").textContent, chapter.dataset.chapter));
		}
	}

	function name(field) {
		return field.id.replace("find-", "");
	}

	function chosen() {
		return choices.find((choice) => choice.checked);
	}

	/* "show-fail" has been the whole address once; such links go on working. */
	function read() {
		const hash = location.hash.slice(1);
		const alone = choices.find((choice) => choice.id === hash);
		const state = new URLSearchParams(alone ? hash.replace("-", "=") : hash.includes("=") ? hash : "");
		for (const choice of choices)
			choice.checked = choice.id === choice.name + "-" + (state.get(choice.name) || "all");
		if (choices.length && !chosen())
			choices[0].checked = true;
		for (const field of fields)
			field.value = state.get(name(field)) || "";
	}

	function write() {
		const state = new URLSearchParams();
		const choice = chosen();
		if (choice && !choice.id.endsWith("-all"))
			state.set(choice.name, choice.id.slice(choice.name.length + 1));
		for (const field of fields) {
			if (field.value.trim())
				state.set(name(field), field.value.trim());
		}
		/* What may stand in a fragment as it is stays readable. */
		const hash = state.toString().replace(/%3A/g, ":").replace(/%2F/g, "/");
		history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
	}

	/* A name that exists is meant as it is; else whatever has these letters in it. */
	function uses(wanted, requirement) {
		if (!wanted)
			return () => true;
		const exact = rows.some((entry) => entry.uses.includes(wanted));
		const small = wanted.toLowerCase();
		return (entry) => exact ? entry.uses.includes(wanted) :
			entry.uses.some((use) => use.includes(":") === requirement && use.toLowerCase().includes(small));
	}

	function value(id) {
		const field = document.getElementById("find-" + id);
		return field ? field.value.trim() : "";
	}

	function apply() {
		const words = value("q").toLowerCase().split(/\s+/).filter(Boolean);
		const chapter = value("chapter");
		const call = uses(value("call").replace(/\(\)$/, ""), false);
		const cites = uses(value("req"), true);
		const choice = chosen();
		const all = !choice || choice.id.endsWith("-all");
		const has = choice ? (choice.name === "show" ? "has-" : "is-") + choice.id.slice(choice.name.length + 1) : "";
		let found = 0;
		for (const entry of rows) {
			if (words.length && entry.text === null)
				entry.text = entry.row.textContent.toLowerCase();
			const fits = (!chapter || entry.chapter === chapter || entry.chapter.startsWith(chapter + "/")) &&
				call(entry) && cites(entry) && words.every((word) => entry.text.includes(word));
			entry.row.hidden = !fits;
			if (fits && (all || entry.row.classList.contains(has)))
				found++;
		}
		const filtered = !all || fields.some((field) => field.value.trim());
		for (const section of chapters) {
			const left = Array.from(section.querySelectorAll("tr.case, tr.row"))
				.some((row) => !row.hidden && (all || row.classList.contains(has)));
			section.hidden = filtered && !left;
			/* What was searched for is shown, also where it was folded. */
			if (words.length && left && section.tagName === "DETAILS")
				section.open = true;
		}
		narrow.classList.toggle("active", filtered);
		output.textContent = output.dataset.words.replace("%1", found).replace("%2", rows.length);
	}

	function changed() {
		write();
		apply();
	}

	offer();
	narrow.hidden = false;
	for (const field of fields)
		field.addEventListener("input", changed);
	for (const choice of choices)
		choice.addEventListener("change", changed);
	clear.addEventListener("click", () => {
		for (const field of fields)
			field.value = "";
		if (choices.length)
			choices[0].checked = true;
		changed();
		fields[0].focus();
	});
	window.addEventListener("hashchange", () => {
		if (location.hash.includes("=") || choices.some((choice) => "#" + choice.id === location.hash)) {
			read();
			apply();
		}
	});
	read();
	apply();
	/* Who follows such a link wants to see what it leaves. */
	if (narrow.classList.contains("active") && document.getElementById("pages"))
		document.getElementById("pages").scrollIntoView({ behavior: "instant" });
})();
