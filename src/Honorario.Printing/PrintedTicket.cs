using Honorario.Printing.Content;
using Honorario.Printing.Forms;

namespace Honorario.Printing;

/// <summary>The printed receipt of a copago.</summary>
public static class PrintedTicket
{
    /// <summary>The PDF: one page as long as the ticket on a roll, letter pages otherwise. Safe to call from many threads at once.</summary>
    public static byte[] Render(TicketContent ticket, TicketPaper paper)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return new TicketForm(ticket, paper).Draw();
    }
}
