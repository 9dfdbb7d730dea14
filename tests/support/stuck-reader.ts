// A thread that never comes back from any file.
import { answerCalls } from "../../src/threads/thread.js";

answerCalls(() => { for (;;) continue; });
