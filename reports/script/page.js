/* SPDX-License-Identifier: BSD-2-Clause */
/* What a script can add to every page of a report that is whole without it: keys, and open details on paper. */
"use strict";

(function () {
	/* A link into what is folded opens it. */
	function unfold() {
		let place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
		const target = place;
		for (; place; place = place.parentElement) {
			if (place.tagName === "DETAILS")
				place.open = true;
		}
		if (target && target.closest("details"))
			target.scrollIntoView();
	}
	window.addEventListener("hashchange", unfold);
	unfold();

	function step(places, direction) {
		const shown = places.filter((place) => place.offsetParent !== null);
		const at = shown.findIndex((place) => place === document.activeElement);
		const next = at < 0 ? (direction > 0 ? 0 : shown.length - 1) : at + direction;
		if (shown[next])
			shown[next].focus();
	}

	document.addEventListener("keydown", (event) => {
		if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input[type=search]"))
			return;
		/* Rows of the index, steps of a lesson, questions of a quiz. */
		const links = Array.from(document.querySelectorAll("tr.case th a, tr.step th a, .half .ordinal"));
		const bad = Array.from(document.querySelectorAll(".look a, .finding a, tr.step .quiz > summary"));
		if (event.key === "j" || event.key === "k")
			step(links, event.key === "j" ? 1 : -1);
		else if (event.key === "n" || event.key === "p")
			step(bad, event.key === "n" ? 1 : -1);
		else if (event.key === "u" && document.querySelector("a[rel=up]"))
			document.querySelector("a[rel=up]").click();
		else if (event.key === "/" && document.querySelector("input[type=search]"))
			document.querySelector("input[type=search]").focus();
		else
			return;
		event.preventDefault();
	});

	/* Paper cannot be unfolded. */
	let folded = [];
	window.addEventListener("beforeprint", () => {
		folded = Array.from(document.querySelectorAll("details:not([open], .quiz)"));
		folded.forEach((details) => { details.open = true; });
	});
	window.addEventListener("afterprint", () => folded.forEach((details) => { details.open = false; }));
})();
