// A thread that holds the words of a lot's bids against each other: they may be books, and every two are compared.
import { compareTexts, type ComparedTexts, type TextsToCompare } from "../signals/alike.js";
import { answerCalls } from "./thread.js";

answerCalls<ComparedTexts, never>((job, line) => {
  line.send(compareTexts(job as TextsToCompare));
  return Promise.resolve();
});
