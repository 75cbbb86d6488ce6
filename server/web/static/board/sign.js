/** The sign of one window: all of it is as the server draws it. */

import { keepTrue } from "./line.js";

const NOTHING_MORE = () => {};

keepTrue({ parts: ["sign", "place"], called: NOTHING_MORE, drawn: NOTHING_MORE, tick: NOTHING_MORE });
