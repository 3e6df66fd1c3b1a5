/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A step and its place in the ladder: what belongs to one line of the page (data-line) lights up together, and a click
 * that follows no link brings the other one into sight: from a step to the ladder, from the ladder to the step.
 */
"use strict";

(function () {
	const smooth = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
	let lit = [];

	function owner(node) {
		return node instanceof Element ? node.closest("[data-line]") : null;
	}

	function light(place) {
		for (const other of lit)
			other.classList.remove("lit");
		lit = place ? Array.from(document.querySelectorAll('[data-line="' + CSS.escape(place.dataset.line) + '"]')) : [];
		for (const other of lit)
			other.classList.add("lit");
	}

	/* What is nearest to the eye: of several ladders the one that is shown. */
	function find(line, selector) {
		const places = document.querySelectorAll(selector + '[data-line="' + CSS.escape(line) + '"]');
		return Array.from(places).find((place) => place.getClientRects().length > 0);
	}

	/* Within the box that the ladders scroll in, where they stand beside the lesson; else in the window. */
	function show(place) {
		const box = place.closest(".ladders");
		if (!box || getComputedStyle(box).position !== "sticky") {
			place.scrollIntoView({ block: box ? "nearest" : "center", inline: "nearest", behavior: smooth });
			return;
		}
		const at = place.getBoundingClientRect(), around = box.getBoundingClientRect();
		box.scrollBy({ top: (at.top + at.bottom - around.top - around.bottom) / 2, behavior: smooth });
	}

	if (!document.querySelector(".ladder"))
		return;
	/* Where a drawing does not fit, the arrows are what one wants to see first. */
	for (const box of document.querySelectorAll(".ladder .scroll")) {
		const hosts = Array.from(box.querySelectorAll(".host"), (host) => host.getBoundingClientRect().left);
		if (hosts.length > 0 && box.scrollWidth > box.clientWidth)
			box.scrollLeft = (Math.min(...hosts) + Math.max(...hosts) - box.clientWidth) / 2 - box.getBoundingClientRect().left;
	}

	document.addEventListener("mouseover", (event) => light(owner(event.target)));
	document.addEventListener("focusin", (event) => light(owner(event.target)));
	document.documentElement.addEventListener("mouseleave", () => light(null));
	document.addEventListener("click", (event) => {
		const place = owner(event.target);
		if (!place || event.target.closest("a, button, summary, label, input") || String(getSelection()))
			return;
		const other = place.closest(".ladder") ? find(place.dataset.line, ":is(tr, .step)") : find(place.dataset.line, ".ladder ");
		if (other)
			show(other);
		light(place);
	});

	/* A link from a step into the ladder beside it leaves the window where it is. */
	document.addEventListener("click", (event) => {
		const link = event.target instanceof Element ? event.target.closest('a[href^="#ladder-"]') : null;
		const place = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
		const box = place && place.closest(".ladders");
		if (!box || link.closest(".ladder") || getComputedStyle(box).position !== "sticky")
			return;
		const y = scrollY;
		setTimeout(() => {
			scrollTo({ top: y, behavior: "instant" });
			show(place);
		});
	});

	/* From a step that has the focus to its place in the ladder and back: l. */
	document.addEventListener("keydown", (event) => {
		const place = owner(document.activeElement);
		if (event.key !== "l" || event.ctrlKey || event.altKey || event.metaKey || !place)
			return;
		const back = place.closest(".ladder");
		const other = find(place.dataset.line, back ? "tr" : ".ladder a:not([tabindex])");
		const focus = other && back ? other.querySelector("a") : other;
		if (!focus)
			return;
		focus.focus({ preventScroll: true });
		show(other);
		event.preventDefault();
	});
})();
