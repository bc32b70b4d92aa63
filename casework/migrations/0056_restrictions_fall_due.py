"""The review of a restriction falls due."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0055_proposals_fall_due'),
    ]

    operations = [
        migrations.AlterField(
            model_name='deadline',
            name='kind',
            field=models.CharField(choices=[('note_answer', 'Answer to a note'), ('question', 'Question to answer'), ('case_review', 'Case review'), ('first_plan', 'First plan'), ('court_report', 'Court report'), ('assessment', 'Assessment'), ('network', 'Support network before release'), ('follow_up', 'Follow-up'), ('deferral_review', 'Review of a deferral'), ('agreement_review', 'Agreement review'), ('agreement_ends', 'An agreement ends'), ('emergency_review', 'Review of emergency access'), ('place_ends', "A guest's place ends"), ('contact_planned', 'Planned contact'), ('contact_letter', 'Letter after a missed contact'), ('explanation', 'Explanation due from the person'), ('breach_action', 'Action on a breach'), ('hearing', 'Hearing'), ('order_ends', 'An order ends'), ('release', 'Release from custody'), ('sign_conditions', 'The person signs the conditions'), ('plan_review', 'Plan review'), ('plan_approval', 'Plan to approve'), ('action_due', 'Action'), ('unblock', 'Something to unblock'), ('report_check', 'Words to check in a report'), ('countersign', 'Report to countersign'), ('notification', 'Tell the person of a disclosure'), ('legal_advice', 'Question to the legal advisers'), ('duty_receipt', 'Duty report to answer'), ('duty_notice', 'A duty report was made'), ('contribution', 'Contribution to an assessment'), ('assessment_sign', 'Assessment to countersign'), ('request_answer', 'Answer to a request'), ('information_gap', 'Something to find out'), ('code_acceptance', 'Code of conduct to accept'), ('retention_review', 'Retention review'), ('leak_decision', 'A leak: decide who is told'), ('leak_notice', 'Something reached somebody it should not'), ('leak_tell', 'Tell the person of a leak'), ('publication', 'A text for the public to decide'), ('proposal_decision', 'A proposed disclosure to decide'), ('rights_request', 'Answer to what the person asks'), ('contested_fact', 'Answer: the person contests a note'), ('correction_told', 'Tell a recipient of what is contested or corrected'), ('hold_review', 'Review of a legal hold'), ('restriction_review', 'Review of a restriction'), ('same_person', 'Another case may concern the same person')], max_length=18, verbose_name='what'),
        ),
    ]
