/**
 * Specialties of evaluation experts by the national classification: works A, goods B, services C, then two digits a level. Source:
 * 评标专家专业分类标准 (发改法规〔2018〕316号); lengths by level are EX-13.
 */
const CODE = /^[ABC](?:\d\d){0,3}$/;

/** 1 for A, B and C, up to 4; null where it is no code of the classification. */
export const levelOf = (code: string): number | null => (CODE.test(code) ? (code.length + 1) / 2 : null);
