/** What stands for a sealed value on a page: enough for its owner to know which it is, too little for anybody else (个人信息保护法 51). */

/** @param shown how many characters stand at the beginning and at the end */
const masked = (text: string, [head, tail]: readonly [number, number]): string =>
  text.length <= head + tail ? "*".repeat(text.length) : `${text.slice(0, head)}${"*".repeat(text.length - head - tail)}${text.slice(text.length - tail)}`;

/** `138****0000`; the beginning tells the operator, or the country. */
export const maskedPhone = (phone: string): string => masked(phone, [phone.startsWith("+") ? 6 : 3, phone.length < 9 ? 2 : 4]);

/** `341***************7`: the province and the last character. Day of birth, county and sequence are hidden. */
export const maskedIdNumber = (idNumber: string): string => masked(idNumber, [3, 1]);
