export declare const LINE_NAMES: readonly string[];
export declare const noLineBranch: unknown;
