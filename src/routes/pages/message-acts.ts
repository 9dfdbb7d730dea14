import type { Act } from "./acts.js";

const API = "/api/v1/messages";

/** Acts on one's own messages. */
export const MESSAGES: Readonly<Record<string, Act>> = {
  "read-message": { action: "message.read", zh: "标为已读", en: "Mark as read", method: "POST", api: ({ item }) => `${API}/${encodeURIComponent(item)}/reading` },
  "read-messages": { action: "message.read", zh: "全部标为已读", en: "Mark all as read", method: "POST", api: () => `${API}/readings` },
};
