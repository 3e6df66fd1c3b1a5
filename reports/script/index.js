/* SPDX-License-Identifier: BSD-2-Clause */
/* The index: searching, and a filter that stands in the address. */
"use strict";

(function () {
	const filter = document.querySelector(".filter");
	const choices = Array.from(document.querySelectorAll("input[name=show]"));
	const rows = Array.from(document.querySelectorAll("tr.case"));

	/* The filter stands in the address, so that a link to "all failures" can be sent. */
	function choose() {
		const chosen = document.getElementById(location.hash.slice(1));
		if (chosen && choices.includes(chosen))
			chosen.checked = true;
	}

	function search(words) {
		const parts = words.toLowerCase().split(/\s+/).filter(Boolean);
		for (const row of rows) {
			const text = row.textContent.toLowerCase();
			row.hidden = !parts.every((part) => text.includes(part));
		}
		for (const chapter of document.querySelectorAll(".chapter"))
			chapter.hidden = !chapter.querySelector("tr.case:not([hidden])");
	}

	if (filter) {
		const box = document.createElement("input");
		box.type = "search";
		box.placeholder = "Search, or press /";
		box.setAttribute("aria-label", "Search the cases");
		box.addEventListener("input", () => search(box.value));
		filter.append(box);
		for (const choice of choices)
			choice.addEventListener("change", () => history.replaceState(null, "", "#" + choice.id));
		window.addEventListener("hashchange", choose);
		choose();
	}
})();
