/** What a person is told when something is in the way of their text, and what they can do. */
export const troubles = {
  unsaved:
    'Not saved: the server cannot store anything now (its disk may be full; please tell the administrator). You can go on writing; it is saved by itself later.',
  offline: 'Offline: you can go on writing; it is saved by itself once the connection is back.',
  blocked:
    'The network does not allow live connections (WebSocket): this page opens, but what you write does not reach the server. Please ask your IT department to allow WebSocket connections to {{address}}; the page then connects by itself.',
  here: 'What is not saved yet is in this page. Please do not close it.',
  copied:
    'The browser of this computer keeps a copy too, which is sent when you next open the report here; it has not been submitted yet.',

  partsTitle: 'This text has not reached the server',
  parts: '{{n}} sections: {{names}}',
  partsText: 'Text that has not reached the server',
  copyAll: 'Copy the text',
  download: 'Download as a text file',
  fileName: '{{title}} - unsaved text.txt',

  deletedTitle: 'The section was deleted',
  deleted:
    'When “{{names}}” was deleted, what you wrote in it had not reached the server. Please copy or download it; it is sent by itself if the coordinator restores the section.',

  reinstalledTitle: 'There is another system at this address',
  reinstalled:
    'The server was installed anew and knows neither this report nor your account. The text in this page belongs to the system before and is not sent to the new one. Please copy or download it first.',
  enterNew: 'Go to the new system',
  otherTitle: 'Somebody else is signed in',
  other:
    'This browser is now signed in as {{name}}, but this page is {{self}}’s. What is not saved in it is not sent in another name. Please copy or download it first.',
  enterAsOther: 'Go on as {{name}}',

  endedReload: 'The program was updated; this page is old and cannot save any more. Reload it and go on.',
  endedReset:
    'The text of this section was reset. What you had not saved is still here: copy it, then reload.',
  endedDeleted:
    'The coordinator deleted this section. What you had not saved is still here: copy or download it.',
  endedOther:
    'You no longer have a right to this section. What you had not saved is still here: copy or download it.',
} as const
