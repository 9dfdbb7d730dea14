/** A token that is not there, or does not do what it is asked: nothing was signed, and nothing is lost. Its words name no secret. */
export class TokenAway extends RangeError {
  override readonly name = "TokenAway";
}
