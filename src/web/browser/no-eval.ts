import { z } from "zod";

/** Shapes are read without compiling code, which the site's policy forbids. Imported before anything that makes one. */
z.config({ jitless: true });
