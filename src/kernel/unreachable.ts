/** There is no answer, or one that no exchange gives: to be tried again later. Thrown, because no caller can go on. */
export class Unreachable extends Error {}
