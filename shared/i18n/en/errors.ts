/** Reasons of refusals; keys are the codes of shared/errors.ts. */
import type { RefusalCode } from '../../errors.ts'

export const errors = {
  'bad-request': 'Something is missing or has the wrong form. Please check and try again.',
  'not-signed-in': 'Please sign in first.',
  'wrong-password': 'The user name or the password is not right.',
  'password-guessable':
    'This password is too common and easily guessed. A few unrelated words make a good one.',
  'password-personal':
    'A password must not be a name, user name or the organisation’s name with little added.',
  forbidden: 'You do not have the right to do this.',
  'not-found': 'There is no such thing, or you may not see it.',
  conflict: 'This is not possible in the present state. Please refresh and look again.',
  'name-taken': 'This name is already in use. Please choose another.',
  'outline-too-deep': 'An outline has three levels at most; here it would have more.',
  'outline-cycle': 'A section cannot be moved below itself.',
  'secrecy-mark':
    'The text has a secrecy mark and cannot become final. Stop, and report it as your rules say.',
  'reason-needed': 'Please give a reason.',
  'co-unfinished': 'A co-writer has not said that it is done. Wait for it, or pass it over with a reason.',
  'nil-with-text':
    'This section has text or an image, so it cannot be a nil return. Remove it, or submit it.',
  'words-changed':
    'Somebody has changed or moved these words meanwhile. Nothing was changed; look at the text as it is now.',
  'taken-already': 'These words have been taken over already. Confirm to take them over once more.',
  'material-used': 'Something of this material was taken over already, so it cannot be withdrawn.',
  'material-full': 'The report has as much material as it may. Withdraw what is not needed first.',
  'file-empty': 'No text was found in the file, so it was not taken.',
  'already-looked': 'The coordinator has looked at it already. Ask for it to be returned instead.',
  'figure-changed':
    'Somebody else has changed this figure since you opened it. Look at its present value first.',
  'figure-cited': 'Texts still cite this figure. Turn those citations into text before you delete it.',
  'text-changed': 'Somebody else has changed this section since you opened it. Compare the two texts first.',
  'last-administrator': 'At least one administrator must remain.',
  'already-set-up': 'This organisation is already set up.',
  'link-expired': 'The link is unknown, used up or expired. Please ask the coordinator for a new one.',
  'too-large': 'This is larger than the limit.',
  'file-unknown': 'This file cannot be read. Use docx, txt, md or html; save other formats as docx first.',
  'file-broken':
    'The file is damaged and could not be read completely, so nothing was imported. Open it in Word or WPS, save it as docx and try again.',
  'file-encrypted': 'The file has a password. Remove it and try again.',
  'file-refused':
    'The file is built in a way that no office program builds one, and was refused. Open it in Word or WPS, save it as a new docx and try again.',
  'save-as-docx':
    'There is no program on the server that reads this old format. Open the file in Word or WPS, save it as docx and try again.',
  'conversion-stopped':
    'Converting this file took too much time or memory and was stopped. Split it, or save it as docx or txt.',
  cancelled: 'Cancelled.',
  'pdf-unavailable':
    'The server has no Chromium that runs, so it makes no PDF. Use “Print” and save as PDF there.',
  'conversions-busy': 'Too many files are being converted. Try again when those before it are done.',
  'temporary-full':
    'The server cannot write to its folder for temporary files (it may be full), and no file was made. Please tell the administrator and try again later.',
  'image-unreadable': 'This is no image that can be used, or it is damaged. Use JPG, PNG, WebP, GIF or TIFF.',
  'image-too-large': 'This image has too many pixels. Make it 64 megapixels at most (8000 × 8000) first.',
  'images-full': 'This report has as many images as it may. Use fewer, or smaller ones.',
  'bad-text': 'The text holds something that this program does not know.',
  'too-many-requests':
    'Too many attempts. Try again in a few minutes, open your personal link, or ask an administrator to lift the pause.',
  internal: 'The server made a mistake. Please try again later.',
  unavailable: 'The service is not available now. Please try again later.',
  'storage-unavailable':
    'The server cannot write to its disk (it may be full), and what you just did was not saved. Please tell the administrator and try again later.',
} as const satisfies Record<RefusalCode, string>
