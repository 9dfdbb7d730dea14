/** The two check digits of ISO/IEC 7064 MOD 97-10, as account numbers of ISO 13616 bear them: they find every wrong digit and every two that are swapped. @param digits digits alone */
export const mod97 = (digits: string): string => String(98n - ((BigInt(digits) * 100n) % 97n)).padStart(2, "0");
