import { ESLintUtils } from "@typescript-eslint/utils";

/** The trading lines by name; a test holds this list to src/lines. */
export const LINE_NAMES = ["works", "procurement", "land", "land-tender", "mining", "mining-tender", "property"];

const isLineName = (node) => node?.type === "Literal" && LINE_NAMES.includes(node.value);
const isLineKey = (node) => (node.type === "Identifier" && LINE_NAMES.includes(node.name)) || isLineName(node);

/** What differs between trading lines is data in src/lines: nobody else compares, switches on or looks up a line's name. */
export const noLineBranch = ESLintUtils.RuleCreator.withoutDocs({
  meta: { type: "problem", schema: [], messages: { branch: "“{{name}}” is a trading line: put what differs into its table in src/lines." } },
  defaultOptions: [],
  create(context) {
    const report = (node) => context.report({ node, messageId: "branch", data: { name: String(node.value ?? node.name) } });
    const reportNames = (nodes) => nodes.filter(isLineName).forEach(report);
    return {
      BinaryExpression: ({ left, right }) => reportNames([left, right]),
      SwitchCase: ({ test }) => reportNames([test]),
      ArrayExpression: ({ elements }) => reportNames(elements),
      "ObjectExpression > Property": ({ key, computed }) => { if (computed ? isLineName(key) : isLineKey(key)) report(key); },
      MemberExpression: ({ property, computed }) => { if (computed ? isLineName(property) : isLineKey(property)) report(property); },
    };
  },
});
