using Microsoft.Playwright;

namespace Honorario.Browser.Tests;

/// <summary>Every part of the kit, on its page of samples: by keyboard alone, by its accessible name, seen and announced.</summary>
public class KitTests(Browser browser)
{
    private const string Pixels = """
        async ([a, b]) => {
          const read = async text => {
            const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(text), letter => letter.charCodeAt(0))]));
            const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
            const context = canvas.getContext("2d");
            context.drawImage(bitmap, 0, 0);
            return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
          };
          const [one, other] = [await read(a), await read(b)];
          let differ = 0;
          for (let at = 0; at < one.length; at += 4)
            if (Math.abs(one[at] - other[at]) + Math.abs(one[at + 1] - other[at + 1]) + Math.abs(one[at + 2] - other[at + 2]) > 90) differ++;
          return differ;
        }
        """;

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task The_focus_is_seen_on_every_stop(string theme)
    {
        const int leastPixels = 60;
        var page = await OpenAsync();
        await page.EvaluateAsync("theme => { localStorage.setItem('tema', theme); honorario.tema(theme); }", theme);
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Muestrario de partes" }).WaitForAsync();
        await page.AddStyleTagAsync(new() { Content = "* { caret-color: transparent !important; transition: none !important; animation: none !important; }" });
        (await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor")).Should()
            .Be(theme == "dark" ? "rgb(15, 26, 31)" : "rgb(245, 248, 248)");
        var unseen = new List<string>();
        var stops = 0;
        for (; stops < 120; stops++)
        {
            await page.Keyboard.PressAsync("Tab");
            var name = await page.EvaluateAsync<string>("(() => { const stop = document.activeElement; if (stop.closest('#contenido') === null) return ''; "
                + "stop.scrollIntoView({ block: 'center' }); return `${stop.tagName} ${stop.getAttribute('aria-label') ?? stop.id ?? ''} ${stop.textContent.trim().slice(0, 30)}`; })()");
            if (name.Length == 0)
            {
                if (stops > 40)
                    break;
                continue;
            }

            var box =
                await page.EvaluateAsync<float[]>("(() => { const place = document.activeElement.closest('.campo, .soltar, .mud-checkbox') ?? document.activeElement; "
                + "const box = place.getBoundingClientRect(); return [box.x, box.y, box.width, box.height]; })()");
            var clip = new Clip { X = Math.Max(0, box[0] - 8), Y = Math.Max(0, box[1] - 8), Width = box[2] + 16, Height = box[3] + 16 };
            var with = await page.ScreenshotAsync(new() { Clip = clip });
            await page.EvaluateAsync("window.stop = document.activeElement; document.activeElement.blur()");
            var without = await page.ScreenshotAsync(new() { Clip = clip });
            await page.EvaluateAsync("window.stop.focus({ focusVisible: true })");
            if (await page.EvaluateAsync<int>(Pixels, new[] { Convert.ToBase64String(with), Convert.ToBase64String(without) }) < leastPixels)
                unseen.Add(name);
        }

        stops.Should().BeGreaterThan(30, "the page has more parts than that");
        unseen.Should().BeEmpty();
    }

    [Fact]
    public async Task A_doubt_about_money_is_asked_and_answered_by_the_keyboard()
    {
        var page = await OpenAsync();
        var field = page.GetByRole(AriaRole.Textbox, new() { Name = "Importe", Exact = true });
        await field.FocusAsync();
        await page.Keyboard.TypeAsync("1500,50");
        await page.Keyboard.PressAsync("Tab");
        await page.GetByText("¿Quisiste decir 1,500.50?").First.WaitForAsync();
        (await field.GetAttributeAsync("aria-invalid")).Should().Be("true");
        (await DescriptionAsync(field)).Should().Contain("¿Quisiste decir 1,500.50?");

        await page.GetByRole(AriaRole.Button, new() { Name = "Guardar", Exact = true }).PressAsync("Enter");
        var summary = page.Locator(".resumen-errores");
        await summary.WaitForAsync();
        await page.WaitForFunctionAsync("() => document.activeElement.classList.contains('resumen-errores')");
        (await page.Locator("#guardados").InnerTextAsync()).Should().Be("0", "a doubt is not sent");
        await summary.GetByRole(AriaRole.Link, new() { Name = "Importe" }).PressAsync("Enter");
        await page.WaitForFunctionAsync("label => document.activeElement.dataset.campo === label", "Importe");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sí, 1,500.50" }).PressAsync("Enter");
        await Assertions.Expect(field).ToHaveValueAsync("1,500.50");
        await Assertions.Expect(field).ToHaveAttributeAsync("aria-invalid", "false");
    }

    [Theory]
    [InlineData("Importe", "$ 1 500 MXN", "1,500.00")]
    [InlineData("Porcentaje", "10.6667", "10.6667%")]
    [InlineData("Número entero", "1,024", "1024")]
    [InlineData("Fecha", "28-11-26", "28/11/2026")]
    [InlineData("Hora", "2:30 pm", "14:30")]
    [InlineData("RFC", "cacx-760510-1p8", "CACX7605101P8")]
    [InlineData("CLABE", "002 010 07777777777 1", "002010077777777771")]
    [InlineData("Código postal", "C.P. 06700", "06700")]
    [InlineData("Folio fiscal", "{6128396f-c09b-4ec6-8699-43c5f7e3b230}", "6128396F-C09B-4EC6-8699-43C5F7E3B230")]
    [InlineData("Correo electrónico", "Ana <ana@correo.mx>", "ana@correo.mx")]
    [InlineData("Teléfono", "+52 55 1234 5678", "5512345678")]
    [InlineData("Nombre", "XOCHILT D\u2019ALESSIO", "XOCHILT D'ALESSIO")]
    public async Task What_is_pasted_is_written_back_as_it_was_understood(string label, string pasted, string shown)
    {
        var page = await OpenAsync();
        var field = page.GetByRole(AriaRole.Textbox, new() { Name = label, Exact = true });
        await field.FillAsync(pasted);
        await field.PressAsync("Tab");
        await Assertions.Expect(field).ToHaveValueAsync(shown);
    }

    [Fact]
    public async Task Arrows_move_a_date_by_a_day()
    {
        var page = await OpenAsync();
        var field = page.GetByRole(AriaRole.Textbox, new() { Name = "Fecha", Exact = true });
        await field.FillAsync("30/11/2026");
        await field.PressAsync("Tab");
        await field.PressAsync("ArrowUp");
        await Assertions.Expect(field).ToHaveValueAsync("01/12/2026");
        await field.PressAsync("ArrowDown");
        await Assertions.Expect(field).ToHaveValueAsync("30/11/2026");
        await field.PressAsync("ArrowDown");
        await Assertions.Expect(field).ToHaveValueAsync("29/11/2026");
    }

    [Fact]
    public async Task Two_presses_of_an_arrow_at_once_count_two()
    {
        var page = await OpenAsync();
        var field = page.GetByRole(AriaRole.Textbox, new() { Name = "Fecha", Exact = true });
        await field.FillAsync("30/11/2026");
        await field
            .EvaluateAsync("field => [1, 2, 3].forEach(() => field.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true, cancelable: true })))");
        await Assertions.Expect(field).ToHaveValueAsync("03/12/2026");
    }

    [Fact]
    public async Task A_value_that_arrives_late_does_not_take_the_place_of_what_is_typed()
    {
        var page = await OpenAsync();
        var field = page.GetByRole(AriaRole.Textbox, new() { Name = "Folio", Exact = true });
        var propose = page.GetByRole(AriaRole.Button, new() { Name = "Proponer un folio" });
        await propose.ClickAsync();
        await Assertions.Expect(field).ToHaveValueAsync("PROPUESTO-1");
        // From a script, so that the focus stays in the field.
        await field.FillAsync("MÍO-1");
        await propose.EvaluateAsync("button => button.click()");
        await Assertions.Expect(page.Locator("#propuestos")).ToHaveTextAsync("2");
        await Assertions.Expect(field).ToHaveValueAsync("MÍO-1");
        // The proposal and the change cross each other on their way.
        await propose.EvaluateAsync("button => { button.click(); document.activeElement.blur(); }");
        await Assertions.Expect(page.Locator("#propuestos")).ToHaveTextAsync("3");
        await Assertions.Expect(page.Locator("#folio")).ToHaveTextAsync("MÍO-1");
        await Assertions.Expect(field).ToHaveValueAsync("MÍO-1");
        // What comes after it was told is shown.
        await propose.ClickAsync();
        await Assertions.Expect(field).ToHaveValueAsync("PROPUESTO-4");
    }

    /// <summary>The draft of what is chosen is written in the browser, whose answer takes its time: who saves meanwhile saves what was typed.</summary>
    [Fact]
    public async Task However_late_the_draft_is_written_what_was_typed_is_what_is_saved()
    {
        var page = await OpenLateAsync(800);

        var form = page.GetByRole(AriaRole.Form, new() { Name = "Todos los campos" });
        await form.GetByLabel("Con sugerencias", new() { Exact = true }).FillAsync("99213");
        await form.GetByRole(AriaRole.Button, new() { Name = "Guardar", Exact = true }).ClickAsync();

        await Assertions.Expect(page.Locator("#guardados")).ToHaveTextAsync("1");
        await Assertions.Expect(page.Locator("#guardado")).ToHaveTextAsync("99213");
    }

    /// <summary>Letters, echoes of fewer letters and a list that opens cross each other on their way.</summary>
    [Theory]
    [InlineData(20)]
    [InlineData(90)]
    [InlineData(200)]
    public async Task However_late_the_server_answers_every_key_in_a_field_with_suggestions_counts(int betweenKeys)
    {
        var page = await OpenLateAsync(150);
        var field = page.GetByLabel("Con sugerencias", new() { Exact = true });

        await field.FocusAsync();
        await page.Keyboard.TypeAsync("99213", new() { Delay = betweenKeys });
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("99", new() { Delay = betweenKeys });

        await Assertions.Expect(page.Locator("#sugerido")).ToHaveTextAsync("99213");
        await page.QuietAsync();
        await Assertions.Expect(field).ToHaveValueAsync("99213");

        await field.FillAsync("9920");
        await page.Locator(".mud-popover-open .mud-list-item").GetByText("99203").ClickAsync();
        await Assertions.Expect(field).ToHaveValueAsync("99203");
        await Assertions.Expect(page.Locator("#sugerido")).ToHaveTextAsync("99203");
    }

    [Fact]
    public async Task A_form_and_a_button_run_once_however_often_they_are_clicked()
    {
        var page = await OpenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Guardar", Exact = true }).DblClickAsync();
        await Assertions.Expect(page.Locator("#guardados")).ToHaveTextAsync("1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Contar", Exact = true }).DblClickAsync();
        await Assertions.Expect(page.Locator("#contados")).ToHaveTextAsync("1");
        // Both at once, as a slow circuit hands them on.
        await page.EvaluateAsync("const form = document.querySelector('.muestrario form'); form.requestSubmit(); form.requestSubmit(); form.requestSubmit();");
        await Assertions.Expect(page.Locator("#guardados")).ToHaveTextAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Contar", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#contados")).ToHaveTextAsync("2");
        await Assertions.Expect(page.Locator("#guardados")).ToHaveTextAsync("2");
    }

    [Fact]
    public async Task What_destroys_asks_with_the_figure_has_not_the_first_focus_and_can_be_undone()
    {
        var page = await OpenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Eliminar", Exact = true }).PressAsync("Enter");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByText("$40,000.00").WaitForAsync();
        await page.WaitForFunctionAsync("() => document.activeElement.closest('[role=dialog]') !== null");
        await page.Keyboard.PressAsync("Escape");
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        (await page.Locator("#eliminados").InnerTextAsync()).Should().Be("0");

        await page.GetByRole(AriaRole.Button, new() { Name = "Eliminar", Exact = true }).PressAsync("Enter");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancelar" }).WaitForAsync();
        await page.WaitForFunctionAsync("() => document.activeElement.textContent.trim() !== 'Eliminar'");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Eliminar" }).ClickAsync();
        await Assertions.Expect(page.Locator("#eliminados")).ToHaveTextAsync("1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Deshacer" }).ClickAsync();
        await Assertions.Expect(page.Locator("#eliminados")).ToHaveTextAsync("0");
    }

    [Fact]
    public async Task What_was_typed_comes_back_after_the_page_was_lost_and_says_so()
    {
        var page = await OpenAsync();
        var text = page.GetByRole(AriaRole.Textbox, new() { Name = "Texto", Exact = true });
        await text.FillAsync("No me pierdas");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Importe", Exact = true }).FillAsync("75");
        await page.ReloadAsync();
        await page.GetByText("Recuperamos lo que habías escrito").WaitForAsync();
        await Assertions.Expect(text).ToHaveValueAsync("No me pierdas");
        await Assertions.Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Importe", Exact = true })).ToHaveValueAsync("75.00");

        await page.GetByRole(AriaRole.Button, new() { Name = "Guardar", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#guardados")).ToHaveTextAsync("1");
        await page.ReloadAsync();
        await text.WaitForAsync();
        await Assertions.Expect(text).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Of_two_files_dropped_one_upon_the_other_the_last_counts()
    {
        var page = await OpenLateAsync(300);
        var field = page.GetByLabel("Archivo", new() { Exact = true });
        await field.SetInputFilesAsync(File("uno.txt"));
        await field.SetInputFilesAsync(File("dos.txt"));

        await Assertions.Expect(page.Locator("#leido")).ToHaveTextAsync("dos.txt");
        static FilePayload File(string name) => new() { Name = name, MimeType = "text/plain", Buffer = new byte[300_000] };
    }

    [Fact]
    public async Task Codes_for_technicians_stand_behind_a_detail()
    {
        var page = await OpenAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Importe", Exact = true }).FillAsync("0");
        await page.GetByRole(AriaRole.Button, new() { Name = "Guardar", Exact = true }).ClickAsync();
        var summary = page.Locator(".resumen-errores");
        await summary.GetByText("Revisa 2 datos").WaitForAsync();
        (await summary.GetByText("CRP20201").IsVisibleAsync()).Should().BeFalse();
        await summary.Locator("summary").First.ClickAsync();
        await summary.GetByText("CRP20201").WaitForAsync();
    }

    /// <summary>The page of samples from a far-away server, once it answers.</summary>
    /// <param name="late">By how many milliseconds.</param>
    private async Task<IPage> OpenLateAsync(int late)
    {
        var page = await browser.SignInAsync(Demo.Clinic);
        await page.AnswersLateAsync(TimeSpan.FromMilliseconds(late));
        await page.GotoAsync($"{browser.Product.Url}/kit");
        await page.GetByRole(AriaRole.Button, new() { Name = "Contar", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#contados")).ToHaveTextAsync("1");
        return page;
    }

    private async Task<IPage> OpenAsync()
    {
        var page = await browser.SignInAsync(Demo.Physician.AsShown);
        await page.GotoAsync($"{browser.Product.Url}/kit");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Muestrario de partes" }).WaitForAsync();
        return page;
    }

    private static Task<string> DescriptionAsync(ILocator field) => field.EvaluateAsync<string>(
        "field => (field.getAttribute('aria-describedby') ?? '').split(' ').map(id => document.getElementById(id)?.textContent ?? '').join(' ')");
}
