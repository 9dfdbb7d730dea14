import { markHits } from "../../notices/search-words.js";

/** A text with what was searched for marked. */
export const Marked = ({ text, query }: { text: string; query: string }) => query === "" ? <>{text}</> : <>{markHits(text, query).map((piece) => (piece.hit ? <mark>{piece.text}</mark> : piece.text))}</>;
