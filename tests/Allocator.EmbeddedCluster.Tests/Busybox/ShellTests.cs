using Allocator.Testing;

namespace Allocator.Embedded;

public sealed class ShellTests
{
    [Theory]
    [InlineData("echo one; echo two", "one\ntwo\n")]
    [InlineData("echo 'a  b' \"c  d\" e  f", "a  b c  d e f\n")]
    [InlineData("echo $WORDS; echo \"$WORDS\"; echo '$WORDS' \\$WORDS", "two words\ntwo  words\n$WORDS $WORDS\n")]
    [InlineData("echo \"${NAME}-${ABSENT}\"; echo pre$NAME/post", "app-\npreapp/post\n")]
    [InlineData("echo \"a\\\"b\\$NAME\\n\"", "a\"b$NAME\\n\n")]
    [InlineData("true && echo yes || echo no; false && echo yes || echo no", "yes\nno\n")]
    [InlineData("if true; then echo then; else echo else; fi; if false; then echo then; else echo else; fi", "then\nelse\n")]
    [InlineData("if ! test -f /absent; then echo absent; fi", "absent\n")]
    [InlineData("false; echo $?; true; echo $?", "1\n0\n")]
    [InlineData("while ! test -f /file; do echo round; echo > /file; done; echo end", "round\nend\n")]
    [InlineData("echo one > /file; echo two >> /file; cat < /file; cat /file | wc -l", "one\ntwo\n2\n")]
    [InlineData("seq 1 20 | head -n 2; seq 3 | cat | cat", "1\n2\n1\n2\n3\n")]
    [InlineData("echo text | tee /file; cat /file", "text\ntext\n")]
    [InlineData("cd /tmp; pwd; cd sub; pwd", "/tmp\n/tmp/sub\n")]
    [InlineData("mkdir -p /d/e; echo x > /d/f; cd /d; ls; rm -rf e; ls /d", "e\nf\nf\n")]
    [InlineData("exec echo replaced; echo never", "replaced\n")]
    [InlineData("sh -c 'echo $0 $1 $#' name first", "name first 1\n")]
    [InlineData("head -c 3 /dev/zero | wc -l", "0\n")]
    [InlineData("echo one & wait; echo two", "one\ntwo\n")]
    [InlineData("# nothing\n\necho lines\n", "lines\n")]
    public async Task Run_script_writes_what_a_shell_would(string script, string output)
    {
        using var run = new BusyboxRun { Environment = new Dictionary<string, string> { ["NAME"] = "app", ["WORDS"] = "two  words" } };
        Directory.CreateDirectory(run.ResolvePath("/tmp/sub"));

        var code = await run.ScriptAsync(script);

        Assert.Equal((output, "", 0), (run.Text, run.ErrorText, code));
    }

    [Theory]
    [InlineData("exit 3", 3)]
    [InlineData("false", 1)]
    [InlineData("false; exit", 1)]
    [InlineData("exit 4 & wait", 0)]
    [InlineData("true | false", 1)]
    [InlineData("! true", 1)]
    [InlineData("if true; then exit 5; fi; exit 6", 5)]
    public async Task Run_script_ends_with_its_exit_code(string script, int code)
    {
        using var run = new BusyboxRun();

        Assert.Equal(code, await run.ScriptAsync(script));
    }

    [Theory]
    [InlineData("no-such-program x", 127, "sh: no-such-program: not found\n")]
    [InlineData("cat /absent", 1, "cat: can't open '/absent': No such file or directory\n")]
    [InlineData("echo \"open", 2, "sh: syntax error: unterminated quoted string\n")]
    [InlineData("echo $(date)", 2, "sh: syntax error: $( is not supported\n")]
    [InlineData("if true; then echo", 2, "sh: syntax error: unexpected end of file\n")]
    public async Task Run_script_that_cannot_be_run_says_why(string script, int code, string error)
    {
        using var run = new BusyboxRun();

        Assert.Equal((code, error), (await run.ScriptAsync(script), run.ErrorText));
    }

    [Fact]
    public async Task Run_script_passes_all_its_arguments_one_by_one()
    {
        using var run = new BusyboxRun();

        await run.RunAsync("sh", "-c", "printf '%s\\n' \"$@\"", "name", "two words", "$x", "");

        Assert.Equal("two words\n$x\n\n", run.Text);
    }

    [Fact]
    public async Task Run_script_keeps_its_outputs_apart()
    {
        using var run = new BusyboxRun();

        await run.ScriptAsync("echo out; echo err >&2; echo both 2>&1; echo main > /proc/1/fd/1; no-such-program 2> /dev/null");

        Assert.Equal(("out\nboth\n", "err\n", "main\n"), (run.Text, run.ErrorText, run.MainText));
    }

    [Fact]
    public async Task Terminate_ends_a_script_that_has_no_trap()
    {
        using var run = new BusyboxRun();
        var ended = run.ScriptAsync("echo started; sleep 600; echo never");
        await run.SleepsAsync();

        run.SendTerminate();

        Assert.Equal((143, "started\n"), (await ended, run.Text));
    }

    [Fact]
    public async Task Terminate_runs_the_trap_at_once_while_the_script_waits()
    {
        using var run = new BusyboxRun();
        var ended = run.ScriptAsync("trap 'echo goodbye; exit 7' TERM; sleep 600 & wait; echo never");
        await run.SleepsAsync();

        run.SendTerminate();

        Assert.Equal((7, "goodbye\n"), (await ended, run.Text));
    }

    [Fact]
    public async Task Terminate_runs_the_trap_after_the_command_in_the_foreground()
    {
        using var run = new BusyboxRun();
        var ended = run.ScriptAsync("trap 'echo trapped' TERM; sleep 5; echo after");
        await run.SleepsAsync();

        run.SendTerminate();
        Assert.Equal("", run.Text);
        run.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal((0, "trapped\nafter\n"), (await ended, run.Text));
    }

    [Fact]
    public async Task Terminate_with_exit_as_its_trap_ends_with_the_signals_code()
    {
        using var run = new BusyboxRun();
        var ended = run.ScriptAsync("trap exit TERM; sleep 600 & wait");
        await run.SleepsAsync();

        run.SendTerminate();

        Assert.Equal(143, await ended);
    }

    [Fact]
    public async Task Terminate_that_is_ignored_leaves_only_kill()
    {
        using var run = new BusyboxRun();
        var ended = run.ScriptAsync("trap '' TERM; while true; do sleep 1; echo tick; done");
        await run.SleepsAsync();

        run.SendTerminate();
        run.Clock.Advance(TimeSpan.FromSeconds(1));
        await run.WroteAsync("tick");
        run.Kill();

        Assert.Equal(137, await ended);
    }

    [Fact]
    public async Task Terminate_ends_what_was_executed_in_the_scripts_place()
    {
        using var run = new BusyboxRun();
        var ended = run.ScriptAsync("trap 'echo never' TERM; exec sleep 600");
        await run.SleepsAsync();

        run.SendTerminate();

        Assert.Equal((143, ""), (await ended, run.Text));
    }

    [Fact]
    public async Task End_of_the_script_ends_what_runs_in_the_background()
    {
        using var run = new BusyboxRun();

        Assert.Equal(0, await run.ScriptAsync("while true; do sleep 1; done & echo done"));
        Assert.Equal("done\n", run.Text);
    }

    [Fact]
    public async Task Run_of_a_program_that_is_not_there_is_the_container_runtimes_error()
    {
        using var run = new BusyboxRun();

        var absent = await Assert.ThrowsAsync<ProgramNotFoundException>(() => run.RunAsync("no-such-program"));
        var file = await Assert.ThrowsAsync<ProgramNotFoundException>(() => run.RunAsync("/opt/program"));

        Assert.Equal("exec: \"no-such-program\": executable file not found in $PATH", absent.Message);
        Assert.Equal("exec: \"/opt/program\": stat /opt/program: no such file or directory", file.Message);
    }
}
