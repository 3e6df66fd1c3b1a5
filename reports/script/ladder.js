/* SPDX-License-Identifier: BSD-2-Clause */
/* A step and its place in the ladder light up together. */
"use strict";
