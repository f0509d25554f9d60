import { behavesLikeProtection } from "../behaviors/protection.ts";
import { runSecaggRound } from "../behaviors/secaggRound.ts";

behavesLikeProtection("secagg", runSecaggRound);
